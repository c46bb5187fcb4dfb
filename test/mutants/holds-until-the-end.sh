#!/bin/bash
# crun, but that a relay stands between fd 1 of PID 1 and where it leads, which writes all that comes when there is no more.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 4> >(exec perl -e '
  my @all = <STDIN>;
  print @all;
')
relay=$!
crun "$@" >&4 4>&-
status=$?
exec 4>&-
wait $relay
exit $status
