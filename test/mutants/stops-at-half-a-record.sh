#!/bin/bash
# podman, but that its logs end without a word at the first line that is not whole.
case " $* " in *" logs "*) ;; *) exec podman "$@" ;; esac
podman "$@" | sed -u '/^.\{63\}$/!Q'
