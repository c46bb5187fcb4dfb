#!/bin/sh
# crun, but that it reports 0 whatever PID 1's end was.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@"
exit 0
