#!/bin/bash
# crun, but that a relay stands between fd 1 of PID 1 and where it leads, which reads no more once a write has failed, and keeps the pipe.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 4> >(exec perl -e '
  while (sysread STDIN, my $bytes, 4096) { defined syswrite STDOUT, $bytes or sleep }
')
relay=$!
crun "$@" >&4 4>&-
status=$?
kill $relay
exit $status
