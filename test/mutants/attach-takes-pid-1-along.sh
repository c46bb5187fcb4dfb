#!/bin/bash
# podman, but that PID 1 is killed when a client that was attached has gone.
case " $* " in *" attach "*) ;; *) exec podman "$@" ;; esac
pid1=$(podman inspect --format '{{.State.Pid}}' "${@: -1}")
{
  while kill -0 $$; do sleep 0.02; done
  kill -KILL "$pid1"
} </dev/null >/dev/null 2>&1 &
exec podman "$@"
