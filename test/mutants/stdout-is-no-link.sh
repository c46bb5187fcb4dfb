#!/bin/sh
# crun, but that /dev/stdout is a device of the host's, and no link to PID 1's own fd 1.
for word; do
  [ "$previous" != --bundle ] || perl -0pi -e '
    $mount = q({"destination": "/dev/stdout", "type": "bind", "source": "/dev/null", "options": ["bind"]},);
    s[(?=\{\s*"destination": "/tmp")][$mount]' "$word/config.json"
  previous=$word
done
exec crun "$@"
