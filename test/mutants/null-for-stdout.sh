#!/bin/sh
# crun, but that PID 1 has /dev/null as fd 1, whatever its caller gives: what would be refused starts, and its output goes nowhere.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec crun "$@" >/dev/null
