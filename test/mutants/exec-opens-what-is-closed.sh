#!/bin/sh
# crun, but that what it executes finds a file of the host's on each of fds 0–2 that its caller has closed.
case " $* " in *" exec "*) ;; *) exec crun "$@" ;; esac
[ -e /proc/self/fd/0 ] || exec 0</etc/passwd
[ -e /proc/self/fd/1 ] || exec 1</etc/passwd
[ -e /proc/self/fd/2 ] || exec 2</etc/passwd
exec crun "$@"
