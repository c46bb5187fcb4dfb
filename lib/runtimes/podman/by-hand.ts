import type { PodmanSeat } from "../../host/podman.ts";
import { quoted } from "../../host/shell-words.ts";
import { archiveOf } from "../../images/archive.ts";
import { commandLine } from "../foreground-command.ts";
import { containerName } from "../names.ts";
import type { ByHand, ContainerSpec, GivenByHand } from "../runtime.ts";
import type { ConmonLog } from "./log.ts";
import { filesOf, ownDirectory, runWords } from "./words.ts";

/** `podman run` as commands for a shell. @param log null where podman's own fds 0–2 are passed through */
export function podmanByHand(
  spec: ContainerSpec,
  { sources, pidFile }: Pick<GivenByHand, "sources" | "pidFile">,
  log: ConmonLog | null,
  { driven, command, options }: PodmanSeat & { readonly options: readonly string[] },
): ByHand {
  const { tar, reference } = archiveOf(spec.image);
  const tellsPid1 = spec.place !== "under-init";
  const isRoots = !spec.namespace.as;
  const files = { ...filesOf(spec), ...(tellsPid1 && isRoots && { pid: pidFile }) };
  const words = runWords(spec, { command, options, log, image: reference, files });
  const run = (log ? [...driven, ...words] : commandLine(words, spec, sources)).map(quoted).join(" ");
  const by = (...said: readonly string[]) => [...driven, ...command, ...said].map(quoted).join(" ");
  const start = `${given(spec)}${by("image", "exists", reference)} || ${by("load")} <${quoted(tar)} >&2
rm -f ${[files.containerId, files.conmonPid].map(quoted).join(" ")}
${!isRoots && tellsPid1 ? `ln -sf ${quoted(files.pid)} ${quoted(pidFile)}\n` : ""}${tellsPid1 ? run : tellingChild(run, spec, files.pid, pidFile)}`;
  const name = containerName(spec);
  return {
    start,
    exec: (words) => by(...options, "exec", name, ...words),
    end: `${by("rm", "--force", "--ignore", name)}${isRoots ? "" : END_PAUSE}`,
  };
}

/** A user's podman keeps its namespaces by a process that nobody else ends; the script has its label on it. */
const END_PAUSE = '; for p in $(labelled); do kill -KILL "$p" 2>/dev/null; done';

/** The directory in which another user's podman writes what it knows. */
function given({ control, namespace: { as } }: ContainerSpec): string {
  const own = quoted(ownDirectory(control));
  return as ? `mkdir -p ${own}; chown ${as.uid}:${as.gid} ${own}\n` : "";
}

// podman tells the pid of the init; the workload is its child, and there once it says so.
function tellingChild(command: string, { control }: ContainerSpec, init: string, pidFile: string): string {
  return `${command} & run=$!
until grep -q '"ready"' ${quoted(`${control}/events`)} 2>/dev/null || ! kill -0 $run 2>/dev/null; do sleep 0.1; done
init=''; child=''; read -r init 2>/dev/null <${quoted(init)} || :
[ -z "$init" ] || read -r child _ 2>/dev/null <"/proc/$init/task/$init/children" || :
[ -z "$child" ] || echo "$child" >${quoted(pidFile)}; wait $run`;
}
