#!/bin/bash
# podman, but that whoever follows a log gets nothing of what comes after the first 128 lines.
case " $* " in *" --follow "*) ;; *) exec podman "$@" ;; esac
podman "$@" | sed -u 128q
