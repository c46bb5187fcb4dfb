#!/bin/bash
# bwrap, but that it copies what PID 1 writes, and reports its end only when nobody can write any more.
exec 4> >(exec cat >&1)
reader=$!
bwrap "$@" >&4 4>&-
status=$?
exec 4>&-
wait $reader
exit $status
