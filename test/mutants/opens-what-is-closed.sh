#!/bin/sh
# bwrap, but that it opens a file of the host's in place of each of fds 0–2 without which it is started.
[ -e /proc/self/fd/0 ] || exec 0</etc/passwd
[ -e /proc/self/fd/1 ] || exec 1</etc/passwd
[ -e /proc/self/fd/2 ] || exec 2</etc/passwd
exec bwrap "$@"
