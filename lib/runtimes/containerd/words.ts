import { OWNER_LABEL, thisOwner } from "../../host/owner.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { bindsOf } from "../control-mounts.ts";
import { containerName } from "../names.ts";
import { cgroupsPath } from "../oci/cgroups.ts";
import type { ContainerSpec } from "../runtime.ts";
import type { CtrLog } from "./log.ts";

interface Manner {
  /** See outputOptions. */
  readonly output: readonly string[];
  /** Where ctr writes PID 1's pid. */
  readonly pidFile: string;
  /** The image's name in containerd. */
  readonly image: string;
  /** The OCI runtime that the shim is to take; null for its own choice. */
  readonly binary: string | null;
}

/** `run …`, whole but for ctr and its global options. */
export function runWords(spec: ContainerSpec, { output, pidFile, image, binary }: Manner): string[] {
  return [
    ...["run", "--rm", "--pid-file", pidFile, "--label", `fd012=${spec.label}`],
    ...["--label", `${OWNER_LABEL}=${spec.owner ?? JSON.stringify(thisOwner())}`],
    ...["--env", `FD012_LABEL=${spec.label}`], // By which fd012 clean finds its process, even without a daemon.
    ...["--cgroup", cgroupsPath(containerName(spec))],
    ...output,
    ...(binary === null ? [] : ["--runc-binary", binary]),
    ...bindsOf(spec).flatMap(({ source, target, readOnly }) => [
      "--mount",
      `type=bind,src=${source},dst=${target},options=rbind:${readOnly ? "ro" : "rw"}`,
    ]),
    ...[image, containerName(spec), ...spec.image.entrypoint, ...spec.args],
  ];
}

/** What `ctr run` is told of fds 1 and 2. */
export function outputOptions(spec: ContainerSpec, [source]: Stdio["sources"], log: CtrLog | null): string[] {
  if (source.kind === "terminal") return ["--tty"];
  if (!log) return ["--null-io"];
  return log.copies ? ["--fifo-dir", fifosOf(spec)] : [...log.options];
}

/** Beside the control directory, which the container sees. */
export function fifosOf({ control }: ContainerSpec): string {
  return `${control}.fifos`;
}
