#!/bin/sh
# crun, but that PID 1 has a tmpfs where a volume was to be mounted at /log.
previous=
for word; do
  [ "$previous" != --bundle ] || perl -0pi -e '
    s[("destination": "/log",)[^}]*}][$1 "type": "tmpfs", "source": "tmpfs"}]' "$word/config.json"
  previous=$word
done
exec crun "$@"
