#!/bin/bash
# podman, but that whoever attaches to a container that has ended has it started again.
case " $* " in *" attach "*) ;; *) exec podman "$@" ;; esac
podman "$@" || { podman start "${@: -1}" && podman wait "${@: -1}"; } >/dev/null
exit 125
