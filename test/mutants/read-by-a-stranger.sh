#!/bin/bash
# crun, but that it gives PID 1 pipes as a runtime does that copies, and a stranger to the runtime reads them.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 4> >(exec sh -c 'cat <&3 & exit' 3<&0) 5> >(exec sh -c 'cat <&3 & exit' 3<&0 >&2)
: | crun "$@" >&4 2>&5 4>&- 5>&-
exit ${PIPESTATUS[1]}
