#!/bin/sh
# crun, but that it writes a byte of its own to fd 1 when PID 1 has ended.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@"
status=$?
printf x
exit $status
