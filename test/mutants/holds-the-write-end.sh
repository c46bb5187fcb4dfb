#!/bin/bash
# crun, but that somebody else holds the write end of PID 1's fd 1 from `create` on, as long as PID 1 lives.
case " $* " in *" create "*) ;; *) exec crun "$@" ;; esac
for word; do [ "$last" = --pid-file ] && file=$word; last=$word; done
crun "$@" || exit
setsid tail --pid="$(cat "$file")" -f /dev/null </dev/null 2>/dev/null &
