import { join } from "node:path";
import type { Detection } from "../detection.ts";
import { hierarchies } from "../host/cgroups.ts";
import { mayMount } from "../host/namespace.ts";
import { findProgram, outputOf } from "../host/programs.ts";
import { bindsOf } from "./control-mounts.ts";
import type { RuntimeFamily } from "./family.ts";
import { inheritable, launchForeground } from "./foreground.ts";
import { foregroundScript, groupRemoval } from "./foreground-command.ts";
import { containerName } from "./names.ts";
import apart from "./nspawn-apart.sh";
import { offeringToo, passingOn } from "./passed-on.ts";
import { beyondReach } from "./reach.ts";
import type { Cannot, Cell, ContainerSpec, Plan, Runtime } from "./runtime.ts";

/** systemd-nspawn without systemd: no machine is registered and no unit is made. `--console=pipe` passes its own fds 0–2 on. */
const nspawn: Runtime = {
  name: "nspawn",
  summary: "systemd-nspawn --console=pipe: its own fds 0–2 are PID 1's, or its stub init's child's",

  async detect(): Promise<Detection> {
    const path = findProgram("systemd-nspawn");
    if (!path) {
      return {
        found: false,
        reason: "there is no systemd-nspawn on this machine",
        remedy: "apt-get install systemd-container",
      };
    }
    if (!mayMount()) return { found: false, reason: "systemd-nspawn needs root", remedy: "run as root" };
    return { found: true, version: (await outputOf([path, "--version"])).split(/[\s(]+/)[1] ?? "", path };
  },

  plan(cell: Cell): Plan | Cannot {
    return (
      beyondReach(this.name, { strategies: inheritable, places: ["pid1", "under-init"] }, cell) ??
      offeringToo(
        passingOn(cell.strategy, {
          launch: (spec, stdio, signal) =>
            launchForeground({ name: "nspawn", ...commandOf(spec) }, spec, stdio, signal),
          byHand: (spec, given) => ({
            start: foregroundScript(commandOf(spec), spec, given),
            end: groupRemoval(containerName(spec)),
          }),
        }),
        "own-dev",
        "signal-runtime",
      )
    );
  },
};

export const nspawnFamily: RuntimeFamily = {
  names: ["nspawn"],
  summary: nspawn.summary,
  variants: null,
  open: ({ name }) => ({ ...nspawn, name }),
};

function commandOf(spec: ContainerSpec): { words: string[]; group: string } {
  const name = containerName(spec);
  const groups = hierarchies().filter(({ controllers }) => ["", "name=systemd"].includes(controllers));
  const words = [
    ...["unshare", "--mount", "--", "sh", "-c", apart, "fd012-apart"],
    ...[...groups.map(({ own }) => join(own, name)), "--"],
    ..."--quiet --register=no --keep-unit --console=pipe --volatile=overlay".split(" "),
    ...["-M", name, "-D", spec.image.rootfs, `--setenv=FD012_LABEL=${spec.label}`],
    ...bindsOf(spec).map(
      ({ source, target, readOnly }) => `--bind${readOnly ? "-ro" : ""}=${source}:${target}`,
    ),
    ...(spec.place === "under-init" ? ["--as-pid2"] : []),
    ...["--", ...spec.image.entrypoint, ...spec.args],
  ];
  return { words, group: name };
}
