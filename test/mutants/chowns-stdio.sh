#!/bin/sh
# bwrap, but that it gives what its caller has on fds 0–2 to user 1 and group 1.
# Nothing of the machine's own, /dev/null least of all: only what lies in the directory of a case.
exec perl -e '
  for (0 .. 2) { chown 1, 1, "/proc/self/fd/$_" if readlink("/proc/self/fd/$_") =~ m{/fd012-} }
  exec "bwrap", @ARGV;
' -- "$@"
