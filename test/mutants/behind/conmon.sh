# shellcheck shell=bash
# For mutants of conmon. `records COMMAND…` leads each record of a container's log through a command on its way from conmon to the file, by a fifo that conmon takes
# for the file; where it is called for anything else it is conmon's own.
words=() log=
for word; do
  case $word in k8s-file:*) log=${word#k8s-file:} word=$word.fifo ;; esac
  words+=("$word")
done
records() {
  if [ "$log" ]; then
    mkfifo "$log.fifo"
    # podman's pipes to conmon are none of the command's: it would hold them open.
    "$@" <"$log.fifo" >>"$log" 2>/dev/null 3>&- 4>&- 5>&- 6>&- &
  fi
  exec conmon "${words[@]}"
}
