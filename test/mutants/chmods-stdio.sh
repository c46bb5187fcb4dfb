#!/bin/sh
# bwrap, but that it takes the permissions of what its caller has on fds 0–2 from everybody but their owner.
# Nothing of the machine's own, /dev/null least of all: only what lies in the directory of a case.
exec perl -e '
  for (0 .. 2) { chmod 0600, "/proc/self/fd/$_" if readlink("/proc/self/fd/$_") =~ m{/fd012-} }
  exec "bwrap", @ARGV;
' -- "$@"
