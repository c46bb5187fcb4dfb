# Parameters: the name of the instance, and the pid of whose descendants are followed. The trace comes on stdout.
#
# The instance is made and removed by one shell, which leaves at end of file, so that none outlives a killed run. The mount of tracefs is
# in a mount namespace of its own: the table of mounts of the machine stays as it was. Filters keep what other processes pay at nothing
# (set_event_pid) and the trace short.
set -e
instance=$1 pid=$2
top=/sys/kernel/tracing
[ -d $top/instances ] || mount -t tracefs tracefs $top
mkdir "$top/instances/$instance"
trap 'cd /; kill $cat 2>/dev/null || :; wait; rmdir "$top/instances/$instance"' EXIT
cd "$top/instances/$instance"
# Of all processors together 16 MiB, and never less than the kernel's own choice. Counted without a program: a guest has few.
n=0; for _ in per_cpu/cpu*; do n=$((n + 1)); done
room=$((16384 / n)); [ $room -gt 1410 ] || room=1410
echo 1 >options/event-fork
echo "$pid" >set_event_pid
echo $room >buffer_size_kb
# Parameters: an event, and a filter. Syscalls that a kernel does not know by these names are left out.
ask_for() { [ ! -d "events/$1" ] || { [ -z "$2" ] || echo "$2" >"events/$1/filter"; echo 1 >"events/$1/enable"; }; }
# Every call of these is told when it begins, on whatever descriptor: if only those on fds 0 to 2 were, one that succeeded would lend its
# descriptor to the next that fails. The calls of the suite itself are of no interest, nor are those of its tees (strategies/shim.sh), nor of
# runtimes, engines and monitors that copy, by as much of their names as the kernel keeps: PID 1 has another one from its execve on. One of them
# that spins, or that copies megabytes by lines, would have the kernel lose events of others.
others="common_pid != $pid"
for name in tee crun runc podman conmon docker dockerd containerd containerd-shim ctr; do others="$others && comm != \"$name\""; done
for call in newfstat newfstatat statx write writev read; do
  ask_for "syscalls/sys_enter_$call" "$others"
  ask_for "syscalls/sys_exit_$call" "$others && ret < 0 && ret > -512 && ret != -2 && ret != -11"
done
ask_for syscalls/sys_enter_exit_group
# SIGCHLD, SIGCONT, SIGURG and SIGWINCH end nobody (signal(7)). The foreground of runc sends SIGURG on to PID 1 that the scheduler of Go means
# for runc itself.
may_end='sig != 17 && sig != 18 && sig != 23 && sig != 28'
ask_for signal/signal_generate "$may_end"
ask_for signal/signal_deliver "$may_end"
ask_for task/task_newtask
# sched_process_exec is not asked for: it prints the name of the file, which may hold whole lines.
for call in execve execveat; do ask_for syscalls/sys_exit_$call 'ret == 0'; done
ask_for sched/sched_process_exit
setpriv --pdeathsig KILL -- cat trace_pipe & cat=$!
echo ready >&2
read -r _ || :
