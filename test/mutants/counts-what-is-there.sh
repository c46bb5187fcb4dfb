#!/bin/bash
# conmon, which counts what a log holds by then as its own, as conmon does from 2.1.10 on.
words=() last='' log='' max=''
for word; do
  case $word in k8s-file:*) log=${word#k8s-file:} ;; esac
  [ "$last" = --log-size-max ] && max=${#words[@]}
  words+=("$word") last=$word
done
if [ "$max" ] && [ -s "$log" ] && [ "${words[max]}" -gt 0 ]; then
  room=$((words[max] - $(stat -c %s "$log")))
  words[max]=$((room < 512 ? 512 : room))
fi
exec conmon "${words[@]}"
