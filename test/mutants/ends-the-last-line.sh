#!/bin/bash
# crun, but that a relay stands between fd 1 of PID 1 and where it leads, which ends a last line that has no newline.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 4> >(exec perl -e '
  my $last = "\n";
  while (sysread STDIN, my $bytes, 65536) { syswrite STDOUT, $bytes; $last = substr $bytes, -1 }
  syswrite STDOUT, "\n" if $last ne "\n";
')
relay=$!
crun "$@" >&4 4>&-
status=$?
exec 4>&-
wait $relay
exit $status
