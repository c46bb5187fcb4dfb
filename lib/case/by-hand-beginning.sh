# shellcheck disable=SC2317,SC2329 # Which of these functions are used is a matter of the case.
# What every script by hand begins with. It works in a directory of its own, and is its owner as a run is of its directory, so that `fd012 clean`
# finds what is left where it is killed. It waits for nothing longer than its limit, and undoes what it did however it ends.
limit=${FD012_SECONDS:-60}
top=$(mktemp -d "${TMPDIR:-/tmp}/fd012-by-hand-XXXXXX") || exit 1
name=${top##*/} FD012_LABEL=$top/case job='' pid=''
owner=$(printf '{"pid":%s,"startTime":"%s","boot":"%s","pidNamespace":"%s","user":%s}' $$ "$(sed 's/.*) //' /proc/$$/stat | cut -d ' ' -f 20)" \
  "$(cat /proc/sys/kernel/random/boot_id)" "$(readlink /proc/self/ns/pid)" "$(id -u)")
export top name owner FD012_LABEL
printf %s "$owner" >"$top/owner.json"

# Processes that carry this script's label from their start, which nobody else's do.
labelled() {
  for p in /proc/[0-9]*; do
    { tr '\0' '\n' <"$p/environ" | grep -qxF "FD012_LABEL=$FD012_LABEL" && echo "${p#/proc/}"; } 2>/dev/null
  done
}
mounted() { cut -d ' ' -f 2 /proc/self/mounts | grep "^$top/"; }

undo() {
  status=$?
  trap '' HUP INT TERM
  for p in $(labelled); do kill -KILL "$p" 2>/dev/null; done
  end_container >/dev/null 2>&1
  unmount 2>/dev/null
  n=0
  while mounted >/dev/null && [ $n -lt 50 ]; do n=$((n + 1)); sleep 0.1; done
  mounted | tac | while read -r p; do umount -l "$p"; done
  if [ $status = 1 ] || [ -n "$FD012_KEEP" ] || mounted; then echo "left to look at: $top" >&2; else rm -rf --one-file-system "$top"; fi
}
trap undo EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Where everything waits, and who has its pipes.
hangs() {
  echo "$1 did not come within $limit s" >&2
  for p in $pid $(labelled); do
    echo "process $p ($(cat "/proc/$p/comm")), state $(sed 's/.*) //' "/proc/$p/stat" | cut -c 1), waits in $(cat "/proc/$p/wchan")"
    for fd in 0 1 2; do
      pipe=$(readlink "/proc/$p/fd/$fd" | sed -n 's/^pipe:.\([0-9]*\).$/\1/p')
      [ -z "$pipe" ] || find /proc/[0-9]*/fd -lname "pipe:?$pipe?" -printf "  its fd $fd is a pipe: %p\\n"
    done
  done >&2 2>/dev/null
  exit 1
}
# What is waited for, then a command that succeeds once it is there. Nothing is waited for once $job has ended: the runtime, or what the file system needs.
wait_until() {
  what=$1 n=0
  shift
  until "$@" || ! kill -0 "$job" 2>/dev/null; do
    n=$((n + 1))
    [ $n -le $((limit * 10)) ] || hangs "$what"
    sleep 0.1
  done
}
is_waiting() { grep -q '"waiting"'"${1:+.*"$1"}" "$top/control/events" 2>/dev/null && [ -s "$top/pid" ]; }
is_gone() { [ ! -e "$1" ]; }
is_blocked() { grep -qE "pipe_write|wait_woken" "/proc/$pid/wchan" 2>/dev/null || ! kill -0 "$pid" 2>/dev/null; }
is_answered() { grep -q '"did".*"step":'"$1," "$top/control/events"; }
is_blocked_beside() {
  for p in /proc/[0-9]*; do
    [ "$(readlink "$p/ns/pid")" = "$(readlink "/proc/$pid/ns/pid")" ] && grep -q pipe_write "$p/wchan" && return
  done 2>/dev/null
  ! kill -0 "$pid" 2>/dev/null
}
never() { false; }
# A step for the actor; its file appears with all that is in it.
ask() { echo "$2" >"$top/step" && mv "$top/step" "$top/control/$1"; }
