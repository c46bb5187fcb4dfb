#!/bin/bash
# crun, but that a relay stands between fd 1 of PID 1 and where it leads, which never writes the last 4096 bytes.
. "${0%/*}/behind/relay.sh"
relayed perl -e '
  my $held = "";
  while (sysread STDIN, $held, 65536, length $held) {
    next if length $held <= 4096;
    syswrite STDOUT, $held, length($held) - 4096;
    $held = substr $held, -4096;
  }
'
