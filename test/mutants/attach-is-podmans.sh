#!/bin/bash
# podman itself, whose attached client stops PID 1 once it reads no more, beside one that does not.
exec podman "$@"
