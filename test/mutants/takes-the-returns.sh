#!/bin/bash
# crun, but that somebody takes each \r away on the way to fd 1.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@" | tr -d '\r'
exit "${PIPESTATUS[0]}"
