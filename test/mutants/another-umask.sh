#!/bin/sh
# bwrap, but that PID 1 has another umask than its caller.
umask 077
exec bwrap "$@"
