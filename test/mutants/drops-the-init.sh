#!/bin/sh
# crun, but that it leaves the image's init out, and the program itself is PID 1.
for word; do
  [ "$previous" != --bundle ] || perl -0pi -e 's{("args": \[)\s*"/usr/bin/tini",\s*"--",}{$1}' "$word/config.json"
  previous=$word
done
exec crun "$@"
