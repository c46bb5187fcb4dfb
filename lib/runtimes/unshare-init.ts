import { quoted } from "../host/shell-words.ts";
import type { Source, Stdio } from "../strategies/strategy.ts";
import type { ContainerSpec } from "./runtime.ts";

/**
 * What runs in the new namespaces: a shell whose first child is PID 1 and becomes the workload, or the workload's init. Its
 * parameters: root directory, control directory, then the program and its arguments. The order is Haconiwa's: in the forked
 * child, set up the root, open the logs, put them on 0–2, let go of everything else, execve.
 */
export function initScript(spec: ContainerSpec, sources: Stdio["sources"]): string {
  const become = `${redirections(sources)}\nexec setpriv --pdeathsig KILL -- chroot "$root" "$@"`;
  return `set -e
root=$1 control=$2; shift 2
${asChild(`${spec.place === "under-init" ? "" : tellPid}
mount --bind "$control" "$root/fd012"
${spec.place === "host-pid-namespace" ? "mount --rbind /proc" : "mount -t proc proc"} "$root/proc"
mount --bind /dev/null "$root/dev/null"
${spec.place === "under-init" ? asChild(`${tellPid}\n${become}`) : become}`)}`;
}

// /proc is still the host's, so this is the pid that the host knows. The read is the shell's own, without a fork.
const tellPid = 'read -r pid _ </proc/self/stat; echo "$pid" >&3';

/**
 * Runs a script in a forked child, waits for it, and passes its status on as shells do: 128 + N for a signal. (unshare's own --fork
 * reports 1 for SIGKILL, as of util-linux 2.38, since it cannot reset that signal's action before it raises it.)
 */
function asChild(script: string): string {
  return `( ${script} ) &
exec 3>&- 4>&- 5>&-
set +e
wait $!`;
}

function redirections(sources: Stdio["sources"]): string {
  return `exec ${sources.map((source, fd) => redirection(source, fd)).join(" ")} 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-`;
}

function redirection(source: Source, fd: number): string {
  switch (source.kind) {
    case "null":
      return `${fd}<>/dev/null`;
    case "file":
      return `${fd}>>${quoted(source.path)}`;
    case "descriptor":
      return `${fd}>&${fd + 3}`;
  }
}
