#!/bin/sh
# runc, but that it is not in the foreground of its caller's terminal, and so never hears that its window has another size.
case " $* " in *" run "*) ;; *) exec runc "$@" ;; esac
exec setsid --fork --wait runc "$@"
