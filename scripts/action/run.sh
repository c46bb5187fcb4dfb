#!/usr/bin/env bash
# One run of fd012 by the inputs of action.yml, which come as FD012_* variables. Says in GITHUB_OUTPUT what came of it.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"

words=("$FD012_COMMAND")
# Each line of $2 with $1 before it, or bare where $1 is empty.
each() {
  local line
  while IFS= read -r line; do
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line%"${line##*[![:space:]]}"}"
    if [ -n "$line" ]; then words+=(${1:+"$1"} "$line"); fi
  done <<<"$2"
}
each --runtime "$FD012_RUNTIME"
each --require "$FD012_NEEDED"
each --baseline "$FD012_BASELINE"
each --expect "$FD012_EXPECT"
each --shard "$FD012_SHARD"
each "" "$FD012_ARGS"
words+=(--out "$FD012_OUT" --reporter progress)
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then words+=(--reporter "markdown=$GITHUB_STEP_SUMMARY"); fi
words+=(--)
each "" "$FD012_SUITES"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -E env "PATH=$PATH" "$@"; fi; }
code=0
as_root "$(command -v node)" "$FD012_HOME/node_modules/fd012/dist/cli.js" "${words[@]}" || code=$?
# The steps that follow are not root's.
if [ -d "$FD012_OUT" ]; then as_root chown -R "$(id -u):$(id -g)" "$FD012_OUT"; fi
node "$here/outputs.js" "$FD012_OUT" "$code" >>"$GITHUB_OUTPUT"

if [ "$FD012_FAIL" = false ] && [ "$code" = 1 ]; then exit 0; fi
exit "$code"
