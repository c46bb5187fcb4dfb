#!/bin/bash
# crun, but that one byte more comes after what its caller's stdin holds.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
{ cat; printf x; } | crun "$@"
exit "${PIPESTATUS[1]}"
