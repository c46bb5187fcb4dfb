#!/bin/bash
# crun, but that it passes on one descriptor fewer than it is told to.
words=() last=
for word; do
  [ "$last" = --preserve-fds ] && word=$((word - 1))
  words+=("$word")
  last=${words[-1]}
done
exec crun "${words[@]}"
