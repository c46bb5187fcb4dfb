#!/bin/sh
# bwrap, but that the workload is PID 1 of its namespace where bwrap's own init was to be.
case " $* " in
  *" --as-pid-1 "*) ;;
  *" --unshare-pid "*) set -- --as-pid-1 "$@" ;;
esac
exec bwrap "$@"
