#!/bin/bash
# crun, but that of what an executed program writes the end is thrown away, whatever is there when nobody looks any more.
case " $* " in *" exec "*) ;; *) exec crun "$@" ;; esac
crun "$@" | { head -c 4190000; cat >/dev/null; }
exit "${PIPESTATUS[0]}"
