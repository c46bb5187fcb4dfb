#!/bin/bash
# crun, but that a relay stands between fd 1 of PID 1 and where it leads, which for ever reads no more once that has taken nothing for a moment.
. "${0%/*}/behind/relay.sh"
relayed perl -MFcntl -e '
  open my $out, ">", "/proc/self/fd/1" or die "open: $!\n";
  fcntl $out, F_SETFL, O_NONBLOCK or die "F_SETFL: $!\n";
  vec(my $set = "", fileno $out, 1) = 1;
  while (my $length = sysread STDIN, my $bytes, 4096) {
    for (my $at = 0; $at < $length; ) {
      select undef, my $ready = $set, undef, 0.05 or sleep;
      $at += syswrite($out, $bytes, $length - $at, $at) // 0;
    }
  }
'
