#!/bin/sh
# crun, but that it takes no consoleSize of config.json for the terminal that it makes.
for word; do
  [ "$last" != --bundle ] || perl -0pi -e 's/"consoleSize": \{.*?\},//s' "$word/config.json"
  last=$word
done
exec crun "$@"
