#!/bin/bash
# conmon, but that a log may be as long as it likes.
words=() last=
for word; do
  [ "$last" = --log-size-max ] && word=-1
  words+=("$word") last=$word
done
exec conmon "${words[@]}"
