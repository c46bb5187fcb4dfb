#!/bin/bash
# crun under podman, but that a line stands in the log that is no record.
case " $* " in *" create "*) ;; *) exec crun "$@" ;; esac
while read -rd '' word; do [ "$last" = -l ] && log=${word#*:}; last=$word; done <"/proc/$PPID/cmdline"
echo "no record" >>"$log"
exec crun "$@"
