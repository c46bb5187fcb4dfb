#!/bin/sh
# runc, but that it reports 0 whatever PID 1's end was, as who waits for a child whose status the kernel has not kept.
case " $* " in *" run "*) ;; *) exec runc "$@" ;; esac
runc "$@"
exit 0
