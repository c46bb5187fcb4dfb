#!/bin/sh
# crun, but that PID 1 is root's, with what that may do to everybody's files, whoever's it was to be.
for word; do
  [ "$previous" != --bundle ] ||
    sed -i 's/\("[ug]id": \)1000/\10/; s/"CAP_KILL",/& "CAP_DAC_OVERRIDE",/' "$word/config.json"
  previous=$word
done
exec crun "$@"
