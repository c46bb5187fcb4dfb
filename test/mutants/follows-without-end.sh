#!/bin/bash
# podman, but that whoever follows a log never comes to an end.
"${0%/*}/follows-by-asking.sh" "$@"
case " $* " in *" --follow "*) exec sleep 60 ;; esac
