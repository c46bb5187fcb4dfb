#!/bin/sh
# crun, but that PID 1 has the hard limit on open files as its soft one.
ulimit -S -n "$(ulimit -H -n)"
exec crun "$@"
