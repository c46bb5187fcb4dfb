#!/bin/sh
# crun, but that it reports the status of what it executes, and one more.
case " $* " in *" exec "*) ;; *) exec crun "$@" ;; esac
crun "$@"
exit $((($? + 1) % 256))
