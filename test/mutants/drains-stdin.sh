#!/bin/bash
# crun, but that it copies its caller's stdin to a pipe of its own, whether or not PID 1 reads it.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 5>&1
cat | crun "$@" >&5 5>&-
exit "${PIPESTATUS[1]}"
