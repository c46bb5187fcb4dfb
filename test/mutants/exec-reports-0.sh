#!/bin/sh
# crun, but that it reports 0, whatever becomes of what it executes.
case " $* " in *" exec "*) ;; *) exec crun "$@" ;; esac
crun "$@"
exit 0
