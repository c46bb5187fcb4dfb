#!/bin/sh
# An OCI runtime with one defect: it writes another process's pid into its pid file. REAL and STRANGER stand in the two lines of a file beside it.
here=$(dirname "$(readlink -f "$0")")
{ read -r real; read -r stranger; } <"$here/stranger-pid"
for word in "$@"; do
  shift
  [ "$word" != --pid-file ] || { takes=1; continue; }
  [ -z "$takes" ] || { file=$word; takes=; continue; }
  set -- "$@" "$word"
done
[ -z "$file" ] || printf %s "$stranger" >"$file"
exec "$real" "$@"
