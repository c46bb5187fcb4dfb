#!/bin/sh
# crun, but that it reports 0 of one container in ten, whatever its end was: of those whose ids end with 3.
case " $* " in *" run "*3\ ) ;; *) exec crun "$@" ;; esac
crun "$@"
exit 0
