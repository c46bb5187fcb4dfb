#!/bin/sh
# crun, but that it reports PID 1's end only some seconds after it.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@"
status=$?
sleep 8
exit $status
