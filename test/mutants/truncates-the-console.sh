#!/bin/sh
# crun, but that it creates the image's /dev/console, truncating whatever it leads to, before there is a root to be in.
for word; do
  [ "$previous" != --bundle ] || bundle=$word
  previous=$word
done
[ -z "$bundle" ] || : >"$(sed -n 's/.*"path": "\(.*\)",/\1/p' "$bundle/config.json")/dev/console"
exec crun "$@"
