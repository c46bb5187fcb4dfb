# Parameters: the two logs, then for each stream the path that it comes from, or nothing where it comes by fd 3 (the first) or 4.
#
# Each stream has a tee(1) that appends it to its log. When a write fails, tee goes on reading and throws away what it reads (POSIX), as conmon
# does: PID 1 never learns of it. The shell stays until both have gone, and tells by its status of one that was killed.
command -v tee >/dev/null || exit 127
told=
trap told=1 TERM
# Becomes the tee of a stream. Parameters: its log, its descriptor, its path.
follow() {
  if [ -n "$3" ]; then exec <"$3"; else exec <&"$2"; fi
  exec tee -a "$1" >/dev/null 3<&- 4<&-
}
follow "$1" 3 "$3" &
out=$!
follow "$2" 4 "$4" &
err=$!
exec 3<&- 4<&-
wait $out; out=$?
wait $err; err=$?
[ -z "$told" ] || wait # The trap has cut one of these short.
[ $out -le 128 ] || exit $out
[ $err -le 128 ] || exit $err
exit 0
