#!/bin/bash
# crun, but that of what goes to fd 1 the end is thrown away.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@" | { head -c 1048000; cat >/dev/null; }
exit "${PIPESTATUS[0]}"
