#!/bin/bash
# runc under containerd, but that somebody else holds the write ends of PID 1's pipes for a while after its end, so that nobody comes to the end of its output.
case " $* " in *" create "*) ;; *) exec runc "$@" ;; esac
setsid --fork timeout 40 tail -f /dev/null </dev/null
exec runc "$@"
