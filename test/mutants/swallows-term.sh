#!/bin/sh
# crun, but that SIGTERM reaches nobody in the container from within: kill(2) answers that it was sent, and it was not.
for word; do
  [ "$previous" != --bundle ] || perl -0pi -e '
    ($term, $others) = map { qq({"index": 1, "value": 15, "op": "SCMP_CMP_$_"}) } "EQ", "NE";
    $swallow = qq({"names": ["kill"], "action": "SCMP_ACT_ERRNO", "errnoRet": 0, "args": [$term]});
    $send = qq({"names": ["kill"], "action": "SCMP_ACT_ALLOW", "args": [$others]});
    s/"kill",\s*// ? s/"syscalls":\s*\[/$& $send, $swallow,/
      : s[("linux": \{)][$1 "seccomp": {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [$swallow]},]' "$word/config.json"
  previous=$word
done
exec crun "$@"
