#!/bin/sh
# crun (or bwrap, where it is called as one), but that what starts PID 1 never ends and starts nothing.
for word; do
  case $word in
    create | run | start | --die-with-parent) exec sleep 600 ;;
  esac
done
case $(basename "$0") in bwrap*) exec bwrap "$@" ;; esac
exec crun "$@"
