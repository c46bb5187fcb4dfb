#!/bin/bash
# crun, but that it asks again and again, without a pause, whether PID 1 has ended.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@" <&0 &
while kill -0 $! 2>/dev/null; do :; done
wait $!
