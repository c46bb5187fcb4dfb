#!/bin/bash
# crun, but that a cat stands between fd 1 of PID 1 and where it leads.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 4> >(exec cat >&1)
reader=$!
crun "$@" >&4 4>&-
status=$?
exec 4>&-
wait $reader
exit $status
