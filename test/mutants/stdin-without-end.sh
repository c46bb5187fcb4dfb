#!/bin/bash
# crun, but that it holds the writing end of the pipe that it gives PID 1 as stdin, so that the end of its caller's never arrives.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 5>&1
exec 4> >(exec crun "$@" >&5 5>&-) 5>&-
runtime=$!
cat >&4
wait $runtime
