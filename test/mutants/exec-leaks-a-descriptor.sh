#!/bin/bash
# crun, but that what it executes finds a file of the host's open as fd 3.
case " $* " in *" exec "*) ;; *) exec crun "$@" ;; esac
words=("$@")
for at in "${!words[@]}"; do
  [ "${words[at]}" != exec ] || break
done
exec crun "${words[@]:0:at}" exec --preserve-fds 1 "${words[@]:at + 1}" 3</etc/passwd
