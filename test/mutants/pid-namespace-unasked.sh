#!/bin/sh
# crun, but that the workload gets a PID namespace, and is PID 1 of it, where it was to stay in the host's.
previous=
for word; do
  [ "$previous" != --bundle ] || perl -0pi -e '
    /"type": "pid"/ or s{"namespaces": \[}{$& {"type": "pid"},}' "$word/config.json"
  previous=$word
done
exec crun "$@"
