#!/bin/sh
# crun, but that a shell is PID 1, with the program as its child, and ends with 0 after it.
previous=
for word; do
  [ "$previous" != --bundle ] || perl -0pi -e '
    s{"args": \[}{$&"/bin/sh", "-c", "\\"\$@\\"; exit 0", "init",}' "$word/config.json"
  previous=$word
done
exec crun "$@"
