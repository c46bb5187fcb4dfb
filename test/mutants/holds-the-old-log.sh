#!/bin/bash
# runc under containerd's CRI plugin, but that a relay of its own writes what comes from fd 1 of PID 1 into the pod's log, and never opens it anew.
case " $* " in *" create "*) ;; *) exec runc "$@" ;; esac
for word; do [ "$last" = --bundle ] && bundle=$word; last=$word; done
of() { grep -o "\"io.kubernetes.cri.$1\":\"[^\"]*\"" "$2/config.json" | cut -d'"' -f4; }
[ "$(of container-type "$bundle")" = container ] || exec runc "$@"
log=$(of sandbox-log-directory "${bundle%/*}/$(of sandbox-id "$bundle")")/stdout.log
exec 3> >(exec perl -ne 'BEGIN { $| = 1 } print "2026-01-01T00:00:00Z stdout F $_"' >>"$log" 2>/dev/null)
exec runc "$@" >&3 3>&-
