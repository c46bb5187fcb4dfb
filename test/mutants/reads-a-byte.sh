#!/bin/sh
# crun, but that it reads a byte of its caller's stdin before PID 1 has it.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec perl -e 'sysread STDIN, my $byte, 1; exec "crun", @ARGV' -- "$@"
