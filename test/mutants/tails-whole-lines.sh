#!/bin/bash
# podman, but that of lines that are stored in parts the last ones are whole: what podman does not do, and here the honest one.
for word; do
  case $last in --tail) tail=$word; unset "words[-1]" ;; *) words+=("$word") ;; esac
  last=$word
done
[ -n "$tail" ] || exec podman "$@"
podman "${words[@]}" | tail -n "$tail"
