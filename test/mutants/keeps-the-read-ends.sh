#!/bin/bash
# crun, but that it has the read ends of the pipes on fds 1 and 2 open, and reads nothing.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 4</proc/self/fd/1 5</proc/self/fd/2
crun "$@" 4<&- 5<&-
