#!/bin/bash
# runc under containerd, but that PID 1 goes with the daemon: it is killed once the containerd that has started it has gone.
case " $* " in *" create "*) ;; *) exec runc "$@" ;; esac
for word; do [ "$last" = --pid-file ] && file=$word; last=$word; done
last=
while read -rd '' word; do [ "$last" = -address ] && address=$word; last=$word; done <"/proc/$PPID/cmdline"
runc "$@" || exit
daemon=$(pgrep -f -- "^containerd .*--address $address\$")
pid1=$(cat "$file")
{
  tail --pid="$daemon" -f /dev/null
  kill -KILL "$pid1"
} </dev/null >/dev/null 2>&1 &
