#!/bin/bash
# crun, but that it takes what nobody has read yet out of the pipe on fd 1 when PID 1 has ended, and throws it away.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@"
status=$?
dd if=/proc/self/fd/1 of=/dev/null iflag=nonblock status=none 2>/dev/null
exit $status
