#!/bin/sh
# bwrap, but that fds 0–2 of PID 1 are what stands at the image's /dev/null.
for word; do
  [ "$previous" != --dev-bind ] || root=$word
  previous=$word
done
[ -z "$root" ] || exec 0<>"$root/dev/null" 1>&0 2>&0
exec bwrap "$@"
