#!/bin/bash
# crun, but that what it executes is in none of the container's control groups, and so does not end with it.
case " $* " in *" exec "*) ;; *) exec crun "$@" ;; esac
words=("$@")
for at in "${!words[@]}"; do
  [ "${words[at]}" != exec ] || break
done
file=$(mktemp)
{
  until read -r pid <"$file" || [ -n "$pid" ]; do :; done
  for group in /sys/fs/cgroup/cgroup.procs /sys/fs/cgroup/*/cgroup.procs; do echo "$pid" >"$group"; done
  rm "$file"
} </dev/null >/dev/null 2>&1 &
exec crun "${words[@]:0:at}" exec --pid-file "$file" "${words[@]:at + 1}"
