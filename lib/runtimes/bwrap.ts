import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Detection } from "../detection.ts";
import { type MountNamespace, mayMount } from "../host/namespace.ts";
import { findProgram, outputOf } from "../host/programs.ts";
import { bindsOf } from "./control-mounts.ts";
import type { RuntimeFamily } from "./family.ts";
import { inheritable, launchForeground } from "./foreground.ts";
import { foregroundScript } from "./foreground-command.ts";
import { offeringToo, passingOn } from "./passed-on.ts";
import { beyondReach } from "./reach.ts";
import {
  type Cannot,
  type Cell,
  type ContainerSpec,
  PLACES,
  type Place,
  type Plan,
  type Runtime,
} from "./runtime.ts";

export const bwrapFamily: RuntimeFamily = {
  names: ["bwrap"],
  summary: "bubblewrap: its own fds 0–2 are PID 1's, or those of its init's child",
  variants: "the path of another bwrap",
  open: ({ name, variant }) => new Bwrap(name, variant === null ? "bwrap" : resolve(variant)),
};

/** bubblewrap: the sandbox of Flatpak. It passes its own fds 0–2 on; PID 1 is its own reaper unless it is told otherwise. */
class Bwrap implements Runtime {
  readonly name: string;
  readonly summary = bwrapFamily.summary;
  readonly #program: string;

  constructor(name: string, program: string) {
    this.name = name;
    this.#program = program;
  }

  async detect({ enter }: MountNamespace): Promise<Detection> {
    const path = findProgram(this.#program);
    if (!path) {
      return {
        found: false,
        reason: `there is no ${this.#program} on this machine`,
        remedy: this.#program === "bwrap" ? "apt-get install bubblewrap" : "name an executable bwrap",
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
  }

  plan(cell: Cell): Plan | Cannot {
    const commandOf = (spec: ContainerSpec) => ({ words: words(this.#program, spec) });
    return (
      beyondReach(this.name, { strategies: inheritable, places: PLACES }, cell) ??
      offeringToo(
        passingOn(cell.strategy, {
          launch: (spec, stdio, signal) =>
            launchForeground({ name: "bwrap", ...commandOf(spec) }, spec, stdio, signal),
          byHand: (spec, given) => ({ start: foregroundScript(commandOf(spec), spec, given) }),
        }),
        "own-dev",
        ...(mayMount() ? (["image-dev"] as const) : []),
        "signal-runtime",
        "inherits",
      )
    );
  }
}

const namespaces: Record<Place, readonly string[]> = {
  pid1: ["--unshare-pid", "--as-pid-1"],
  "under-init": ["--unshare-pid"],
  "host-pid-namespace": [],
};

function words(program: string, spec: ContainerSpec): string[] {
  return [
    ...[program, "--die-with-parent"],
    ...namespaces[spec.place],
    ...(spec.dev === "image"
      ? ["--dev-bind", spec.image.rootfs, "/"]
      : [...rootOf(spec.image.rootfs), "--dev", "/dev"]),
    ..."--proc /proc --tmpfs /tmp".split(" "),
    ...bindsOf(spec).flatMap(({ source, target, readOnly }) => [
      readOnly ? "--ro-bind" : "--bind",
      source,
      target,
    ]),
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
