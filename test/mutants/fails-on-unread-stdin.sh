#!/bin/bash
# crun, but that it fails where something is left of its caller's stdin when PID 1 has ended.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@"
status=$?
! read -r -t 0 || exit 1
exit $status
