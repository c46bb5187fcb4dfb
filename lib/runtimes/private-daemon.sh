#!/bin/sh
# The mounts of one daemon, in a namespace of their own, for as long as stdin is open. A /run of its own; and where three words are given, the
# directory $3 in the place of $2, which is below $1. $1 becomes a mount that is shared: a dockerd whose data root is none binds it onto itself,
# and does not see any more what is mounted below.
set -e
mount -t tmpfs tmpfs /run
if [ $# -eq 3 ]; then
  mkdir -p "$2"
  mount --bind "$1" "$1"
  mount --make-shared "$1"
  mount --bind "$3" "$2"
fi
echo ready >&2
read -r _
