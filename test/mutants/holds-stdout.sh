#!/bin/bash
# crun, but that a child of it keeps fd 1 of PID 1 open for a minute after its end.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@"
status=$?
sleep 60 &
exit $status
