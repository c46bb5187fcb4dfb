#!/bin/bash
# crun, but that a shell stands before it, which ends with 0 at a SIGWINCH.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
trap 'exit 0' WINCH
crun "$@" &
wait $!
