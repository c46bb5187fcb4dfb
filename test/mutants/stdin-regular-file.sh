#!/bin/sh
# crun, but that fd 0 of PID 1 is an empty regular file where it should be /dev/null: reads end at once there too.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
empty=$(mktemp) && exec <"$empty" && rm "$empty"
exec crun "$@"
