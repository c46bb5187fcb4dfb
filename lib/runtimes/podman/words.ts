import { isRootless, mayRaiseLimits } from "../../host/namespace.ts";
import { OWNER_LABEL, thisOwner } from "../../host/owner.ts";
import { findProgram } from "../../host/programs.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { bindsOf, volumeWord } from "../control-mounts.ts";
import { containerName } from "../names.ts";
import type { ContainerSpec, Place } from "../runtime.ts";
import { LABEL } from "./clean.ts";
import { ConmonLog } from "./log.ts";

/** Where podman writes what it knows of a container. */
export interface PodmanFiles {
  readonly pid: string;
  readonly conmonPid: string;
  readonly containerId: string;
}

// Beside the control directory, which the container sees.
export function filesOf({ control, namespace }: ContainerSpec): PodmanFiles {
  const beginning = namespace.as ? `${ownDirectory(control)}/` : `${control}.`;
  return { pid: `${beginning}pid`, conmonPid: `${beginning}conmon`, containerId: `${beginning}id` };
}

/** Where podman writes them, of a user who may write nowhere else. */
export function ownDirectory(control: string): string {
  return `${control}.podman`;
}

interface Manner {
  /** podman itself. */
  readonly command: readonly string[];
  /** Before the subcommand. */
  readonly options: readonly string[];
  /** Null where podman's own fds 0–2 are passed through. */
  readonly log: ConmonLog | null;
  readonly image: string;
  readonly files: PodmanFiles;
}

/** `podman run …`, whole. */
export function runWords(spec: ContainerSpec, { command, options, log, image, files }: Manner): string[] {
  return [
    ...[...command, ...options, "run", ...(spec.stays ? [] : ["--rm"]), "--pull", "never"],
    ...["--name", containerName(spec), "--label", `${LABEL}=${spec.label}`],
    ...["--label", `${OWNER_LABEL}=${spec.owner ?? JSON.stringify(thisOwner())}`],
    ...["--env", `FD012_LABEL=${spec.label}`], // By which fd012 clean finds its process, even where podman is gone.
    ...["--pidfile", files.pid, "--conmon-pidfile", files.conmonPid, "--cidfile", files.containerId],
    ...(spec.user ? ["--user", `${spec.user.uid}:${spec.user.gid}`] : []),
    ...["--network", "none", "--stop-timeout", "0", ...limits(spec), ...placing(spec.place)],
    ...(log ? attached(log) : ["--log-driver", "passthrough"]),
    ...bindsOf(spec).flatMap((bind) => ["--volume", volumeWord(bind)]),
    ...["--entrypoint", JSON.stringify(spec.image.entrypoint), image, ...spec.args],
  ];
}

/** What a wiring says of the log driver. */
export function logOf(stdio: Stdio | null): ConmonLog | null {
  return stdio?.engine instanceof ConmonLog ? stdio.engine : null;
}

/** Its own init, or another that is called the same way; null where there is none. */
export function findInit(): string | null {
  const own = ["../libexec/podman/catatonit", "../lib/podman/catatonit"]; // Beside the directories of programs.
  for (const name of ["catatonit", ...own, "tini", "docker-init"]) {
    const path = findProgram(name);
    if (path !== null) return path;
  }
  return null;
}

// To its stdin alone: then podman run waits for the end, but neither copies the container's output nor mixes it with its own words.
function attached({ options }: ConmonLog): string[] {
  return ["--attach", "stdin", ...options];
}

// podman sets limits of its own otherwise, which it may not without CAP_SYS_RESOURCE.
function limits({ namespace }: ContainerSpec): string[] {
  return mayRaiseLimits() && !isRootless(namespace)
    ? []
    : "--ulimit nofile=1024:1024 --ulimit nproc=1024:1024".split(" ");
}

function placing(place: Place): readonly string[] {
  if (place === "host-pid-namespace") return ["--pid", "host"];
  return place === "pid1" ? [] : ["--init", "--init-path", findInit() ?? ""];
}
