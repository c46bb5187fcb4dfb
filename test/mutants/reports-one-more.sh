#!/bin/sh
# crun, but that it reports one more than PID 1's exit status.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@"
exit $(($? + 1))
