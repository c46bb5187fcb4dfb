#!/bin/sh
# crun, but that it makes no terminal: PID 1 has its caller's, and is in no session of that.
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
for word; do [ "$last" != --bundle ] || sed -i 's/"terminal": true/"terminal": false/' "$word/config.json"; last=$word; done
exec crun "$@"
