import { drivenIn } from "../host/namespace.ts";
import { quoted } from "../host/shell-words.ts";
import type { Stdio } from "../strategies/strategy.ts";
import { calling } from "./calling.ts";
import type { ContainerSpec, GivenByHand } from "./runtime.ts";

/** The same by hand. The workload is the last of the line of first children, and there once it says so; a runtime that refuses has none. */
export function foregroundScript(
  { words }: { words: readonly string[] },
  spec: ContainerSpec,
  { sources, pidFile }: Pick<GivenByHand, "sources" | "pidFile">,
): string {
  const command = commandLine(words, spec, sources).map(quoted).join(" ");
  const events = quoted(`${spec.control}/events`);
  return `last=''; ${command} & runtime=$!
until grep -q '"ready"' ${events} 2>/dev/null || ! kill -0 "$runtime" 2>/dev/null; do sleep 0.1; done
child=''; if kill -0 "$runtime" 2>/dev/null; then child=$runtime; fi
while [ "$child" ]; do last=$child${spec.place === "pid1" ? IS_PID_1 : ""}; child=''; read -r child _ 2>/dev/null <"/proc/$last/task/$last/children" || :; done
[ -z "$last" ] || echo "$last" >${quoted(pidFile)}; wait "$runtime"`;
}

// Under npm PID 1 has children of its own.
const IS_PID_1 = '; grep -q "^NSpid:.*[[:space:]]1$" "/proc/$last/status" 2>/dev/null && break';

/** By hand too: the control groups that such a runtime leaves. */
export function groupRemoval(group: string): string {
  return `find /sys/fs/cgroup -depth -type d -path '*/'${quoted(group)}'*' -exec rmdir {} +`;
}

/** A shell opens the log, for appending, inside the mount namespace where the log is; then it becomes the runtime. */
export function commandLine(
  words: readonly string[],
  { namespace, caller }: ContainerSpec,
  sources: Stdio["sources"],
): string[] {
  return [
    ...drivenIn(namespace),
    ..."setpriv --pdeathsig KILL -- sh -c".split(" "),
    calling(sources, caller),
    "fd012-stdio",
    ...words,
  ];
}
