#!/bin/sh
# crun, but that a seccomp filter kills whoever sends itself a signal by tgkill(2) or tkill(2), as abort(3) and raise(3) do.
previous=
for word; do
  [ "$previous" != --bundle ] || perl -0pi -e '
    $rule = q({"names": ["tgkill", "tkill"], "action": "SCMP_ACT_KILL_PROCESS"});
    s[("linux": \{)][$1 "seccomp": {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [$rule]},]' "$word/config.json"
  previous=$word
done
exec crun "$@"
