#!/bin/bash
# podman, but that the log of a container that is started again begins anew.
case " $* " in *" start "*) ;; *) exec podman "$@" ;; esac
: >"$(podman inspect --format '{{.HostConfig.LogConfig.Path}}' "${@: -1}")"
exec podman "$@"
