# Parameters: a log for each of fds 3 and 4. When a write fails it goes on reading and throws away what it reads, as conmon does.
trap "" TERM # The shim sends it when PID 1 has ended, whether or not all was read.
drain() { exec <"/dev/fd/$1" 3<&- 4<&- 5>&-; cat >>"$2" || cat >/dev/null; }
(drain 3 "$1") & (drain 4 "$2") &
exec 3<&- 4<&- 5>&- # It is ready once nobody has its fd 5 any more.
wait
