#!/bin/sh
# A run's launches and deletions as a person would script them: same image, same namespaces, same order, one after the other, nothing
# checked. Reads one case a line: strategy filesystem place fault workload [argument].
# Usage: cases.sh ROOTFS STALEFS.JS unshare|runc <cases
set -eu
root=$1 stalefs=$2
top=$(mktemp -d) && mkdir "$top/local" "$top/tmpfs" "$top/stalefs" "$top/backing"
mount -t tmpfs tmpfs "$top/tmpfs"
mkfifo "$top/stalefs.in" "$top/stalefs.out"
node "$stalefs" --mount "$top/stalefs" --backing "$top/backing" <"$top/stalefs.in" >"$top/stalefs.out" &
exec 8>"$top/stalefs.in" 9<"$top/stalefs.out"
read -r _ <&9
trap 'exec 8>&-; umount "$top/tmpfs"; wait; rm -rf "$top"' EXIT

. "$(dirname "$0")/$3.sh" # launch PLACE CONTROL PROGRAM...; fds 0-2 are PID 1's already

n=0
while read -r strategy filesystem place fault workload argument; do
  n=$((n + 1)) control=$top/case-$n
  mkdir "$control" && mkfifo "$control/events" && exec 7<>"$control/events"
  server=$top/$filesystem && [ "$filesystem" != stalefs ] || server=$top/backing
  mkdir "$server/$n" && : >"$server/$n/out" && : >"$server/$n/err"
  out=$top/$filesystem/$n/out err=$top/$filesystem/$n/err
  set -- "$place" "$control" /usr/bin/node "/workloads/$workload.cjs" $argument
  if [ "$strategy" = direct-file ]; then
    launch "$@" </dev/null >>"$out" 2>>"$err" &
  else
    { { launch "$@" </dev/null 2>&6 | { cat >>"$out" || cat >/dev/null; }; } 6>&1 | { cat >>"$err" || cat >/dev/null; }; } 2>/dev/null &
  fi
  while read -r line <&7; do case $line in *waiting*) break ;; esac; done
  case $fault in
    delete-both) rm "$server/$n/out" "$server/$n/err" ;;
    delete-stdout) rm "$server/$n/out" ;;
    delete-stderr) rm "$server/$n/err" ;;
    delete-through-mount) rm "$out" "$err" ;;
    terminate) rm "$server/$n/out" "$server/$n/err"; pid=$(cat "$control/pid"); kill -TERM "$pid" ;;
    kill) pid=$(cat "$control/pid"); kill -KILL "$pid" ;;
  esac
  touch "$control/go"
  wait $! || :
  exec 7<&-
  rm -rf "$server/$n" "$control" "$control.bundle"
done
