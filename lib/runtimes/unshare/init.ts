import { quoted } from "../../host/shell-words.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { calling } from "../calling.ts";
import { type Bind, bindsOf } from "../control-mounts.ts";
import type { ContainerSpec } from "../runtime.ts";

/**
 * What runs in the new namespaces: a shell whose first child is PID 1 and becomes the workload, or the workload's init. Its
 * parameters: root directory, then the program and its arguments. The order is Haconiwa's: in the forked
 * child, set up the root, open the logs, put them on 0–2, let go of everything else, execve.
 * The root is read-only, since all cases share the image's.
 */
export function initScript(spec: ContainerSpec, sources: Stdio["sources"]): string {
  // A terminal controls a session, which PID 1 then leads.
  const session = sources[0].kind === "terminal" ? "setsid --ctty" : "";
  const become = calling(
    sources,
    spec.caller,
    `${session} setpriv --pdeathsig KILL -- chroot${asUser(spec)} "$root" "$@"`,
  );
  const isOdd = spec.dev === "image";
  return `set -e
root=$1; shift
${asChild(`${spec.place === "under-init" ? "" : tellPid}
${isOdd ? "" : readOnly(`"$root"`, `"$root"`)}
${bindsOf(spec).map(mounted).join("\n")}
${isOdd ? 'mkdir -p "$root/proc"' : ""}
${spec.place === "host-pid-namespace" ? "mount --rbind /proc" : "mount -t proc proc"} "$root/proc"
${isOdd ? "" : 'mount --bind /dev/null "$root/dev/null"'}
${spec.place === "under-init" ? asChild(`${tellPid}\n${become}`) : become}`)}`;
}

function asUser({ user }: ContainerSpec): string {
  return user ? ` --userspec=${user.uid}:${user.gid} --groups=` : "";
}

function mounted({ source, target, readOnly: isReadOnly }: Bind): string {
  const place = `"$root"${quoted(target)}`;
  return isReadOnly ? readOnly(quoted(source), place) : `mount --bind ${quoted(source)} ${place}`;
}

// The second call takes the other options as they are (mount(8), remount): without root some may not be let go of, as nosuid.
function readOnly(source: string, place: string): string {
  return `mount --bind ${source} ${place}; mount -o remount,bind,ro ${place}`;
}

// /proc is still the host's, so this is the pid that the host knows, told without a fork. A shell's `read` would make a call, and an event of
// the kernel trace, of each byte.
const tellPid = `cd -P /proc/self; echo "\${PWD##*/}" >&3; cd /`;

/**
 * Runs a script in a forked child, waits for it, and passes its status on as shells do: 128 + N for a signal. (unshare's own --fork
 * reports 1 for SIGKILL, as of util-linux 2.38, since it cannot reset that signal's action before it raises it.)
 */
function asChild(script: string): string {
  return `( ${script} ) &
exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
set +e
wait $!`;
}
