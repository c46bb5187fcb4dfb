#!/bin/sh
# crun, but that it says nothing in its caller's terminal.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec crun "$@" 2>/dev/null
