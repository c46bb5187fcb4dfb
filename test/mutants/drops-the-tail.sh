#!/bin/bash
# crun, but that a relay stands between fd 1 of PID 1 and where it leads, which never writes the last 4096 bytes.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 4> >(exec perl -e '
  my $held = "";
  while (sysread STDIN, $held, 65536, length $held) {
    next if length $held <= 4096;
    syswrite STDOUT, $held, length($held) - 4096;
    $held = substr $held, -4096;
  }
')
relay=$!
crun "$@" >&4 4>&-
status=$?
exec 4>&-
wait $relay
exit $status
