# shellcheck shell=bash
# For mutants of crun. `relayed COMMAND…` runs it with its fd 1 led through a command, waits for both, and ends with its status; what else than `run` it is called
# for is its own.
words=("$@")
relayed() {
  case " ${words[*]} " in *" run "*) ;; *) exec crun "${words[@]}" ;; esac
  exec 4> >(exec "$@")
  local relay=$! status=0
  crun "${words[@]}" >&4 4>&- || status=$?
  exec 4>&-
  wait "$relay"
  exit "$status"
}
