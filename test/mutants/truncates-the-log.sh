#!/bin/sh
# crun, but that it takes the last byte of the log away when PID 1 has ended.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@"
status=$?
perl -e 'my $size = -s STDOUT; !$size or truncate STDOUT, $size - 1 or die "truncate: $!\n"'
exit $status
