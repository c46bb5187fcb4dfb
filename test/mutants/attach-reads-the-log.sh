#!/bin/bash
# podman, but that a client that is attached reads the log, and has no part in PID 1's output: an honest one, which stops nobody.
case " $* " in *" attach "*) exec podman logs --follow --tail 0 "${@: -1}" ;; esac
exec podman "$@"
