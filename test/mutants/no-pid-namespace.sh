#!/bin/sh
# crun, but that PID 1 gets no PID namespace: it is a process of the host's.
previous=
for word; do
  [ "$previous" = --bundle ] && sed -i -z 's/{\s*"type": "pid"\s*},//' "$word/config.json"
  previous=$word
done
exec crun "$@"
