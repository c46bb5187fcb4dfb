#!/bin/sh
# crun, but that only fds 0 and 1 of PID 1 are a terminal, the caller's: fd 2 is /dev/null.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
for word; do [ "$last" != --bundle ] || sed -i 's/"terminal": true/"terminal": false/' "$word/config.json"; last=$word; done
exec crun "$@" 2>/dev/null
