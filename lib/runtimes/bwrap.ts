import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Detection } from "../detection.ts";
import type { MountNamespace } from "../host/namespace.ts";
import { findProgram, outputOf } from "../host/programs.ts";
import type { Stdio } from "../strategies/strategy.ts";
import { inheritable, launchForeground } from "./foreground.ts";
import { foregroundScript } from "./foreground-command.ts";
import type { ContainerSpec, Place, Running, Runtime } from "./runtime.ts";
import type { RuntimeFamily } from "./spec.ts";

/** bubblewrap: the sandbox of Flatpak. It passes its own fds 0–2 on; PID 1 is its own reaper unless it is told otherwise. */
const bwrap: Runtime = {
  name: "bwrap",
  summary: "bubblewrap: its own fds 0–2 are PID 1's, or those of its init's child",
  strategies: inheritable,
  isCalledWithStdio: true,
  places: ["pid1", "under-init", "host-pid-namespace"],

  async detect({ enter }: MountNamespace): Promise<Detection> {
    const path = findProgram("bwrap");
    if (!path) {
      return {
        found: false,
        reason: "there is no bwrap on this machine",
        remedy: "apt-get install bubblewrap",
      };
    }
    try {
      await outputOf([...enter, path, ...namespaces.pid1, ..."--ro-bind / / --proc /proc true".split(" ")]);
      return { found: true, version: (await outputOf([path, "--version"])).replace(/^\D*/, ""), path };
    } catch (error) {
      return {
        found: false,
        reason: `bwrap cannot create namespaces here: ${(error as Error).message}`,
        remedy: "run as root, or allow user namespaces",
      };
    }
  },

  launch: (spec: ContainerSpec, stdio: Stdio): Promise<Running> =>
    launchForeground({ name: "bwrap", words: commandOf(spec) }, spec, stdio),

  script: (spec, sources, pidFile) => foregroundScript({ words: commandOf(spec) }, spec, sources, pidFile),
};

export const bwrapFamily: RuntimeFamily = {
  names: ["bwrap"],
  summary: bwrap.summary,
  variants: null,
  open: ({ name }) => ({ ...bwrap, name }),
};

const namespaces: Record<Place, readonly string[]> = {
  pid1: ["--unshare-pid", "--as-pid-1"],
  "under-init": ["--unshare-pid"],
  "host-pid-namespace": [],
};

function commandOf(spec: ContainerSpec): string[] {
  const binds = [{ source: spec.control, target: "/fd012" }, ...(spec.mounts ?? [])];
  return [
    ..."bwrap --die-with-parent".split(" "),
    ...namespaces[spec.place],
    ...rootOf(spec.image.rootfs),
    ..."--proc /proc --dev /dev --tmpfs /tmp".split(" "),
    ...binds.flatMap(({ source, target }) => ["--bind", source, target]),
    ...["--", ...spec.image.entrypoint, ...spec.args],
  ];
}

const MADE_BY_BWRAP = ["proc", "dev", "tmp"];

// Its root is a tmpfs, so that it can make any mount point without writing to the image.
function rootOf(rootfs: string): string[] {
  return readdirSync(rootfs)
    .filter((name) => !MADE_BY_BWRAP.includes(name))
    .flatMap((name) => ["--ro-bind", join(rootfs, name), `/${name}`]);
}
