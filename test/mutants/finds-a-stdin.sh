#!/bin/bash
# crun, but that it takes its caller's terminal for fd 0 where that is none, so that what was to end never does.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
[ -t 0 ] || exec <&2
exec crun "$@"
