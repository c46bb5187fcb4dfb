#!/bin/bash
# crun, but that a relay stands between fd 1 of PID 1 and where it leads, which never waits: it drops what is not taken at once.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 4> >(exec perl -MFcntl -e '
  open my $out, ">", "/proc/self/fd/1" or die "open: $!\n";
  fcntl $out, F_SETFL, O_NONBLOCK or die "F_SETFL: $!\n";
  while (sysread STDIN, my $bytes, 4096) { syswrite $out, $bytes }
')
relay=$!
crun "$@" >&4 4>&-
status=$?
exec 4>&-
wait $relay
exit $status
