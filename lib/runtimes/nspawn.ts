import { join } from "node:path";
import type { Detection } from "../detection.ts";
import { hierarchies } from "../host/cgroups.ts";
import { mayMount } from "../host/namespace.ts";
import { findProgram, outputOf } from "../host/programs.ts";
import { quoted } from "../host/shell-words.ts";
import { bindsOf } from "./control-mounts.ts";
import type { RuntimeFamily } from "./family.ts";
import { inheritable, launchForeground } from "./foreground.ts";
import { foregroundScript, groupRemoval } from "./foreground-command.ts";
import { containerName } from "./names.ts";
import { passingOn } from "./passed-on.ts";
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
      passingOn(cell.strategy, {
        launch: (spec, stdio, signal) =>
          launchForeground({ name: "nspawn", ...commandOf(spec) }, spec, stdio, signal),
        byHand: (spec, given) => ({
          start: foregroundScript(commandOf(spec), spec, given),
          end: groupRemoval(containerName(spec)),
        }),
      })
    );
  },
};

export const nspawnFamily: RuntimeFamily = {
  names: ["nspawn"],
  summary: nspawn.summary,
  variants: null,
  open: ({ name }) => ({ ...nspawn, name }),
};

/**
 * What nspawn would leave is kept apart from the machine: with `--keep-unit` it makes groups `payload` and `supervisor` below the
 * group that it stands in, as if that were a service's own, so it is given one; and its directories in /run go to a tmpfs of a
 * mount namespace of its own.
 */
const APART = `
name=$1; shift
for group in GROUPS; do mkdir "$group" && echo $$ >"$group/cgroup.procs"; done
for top in /run/systemd /run; do [ -d $top ] && mount -t tmpfs -o mode=755 tmpfs $top && break; done
exec systemd-nspawn "$@"`;

function commandOf(spec: ContainerSpec): { words: string[]; group: string } {
  const name = containerName(spec);
  const groups = hierarchies().filter(({ controllers }) => ["", "name=systemd"].includes(controllers));
  const apart = APART.replace("GROUPS", groups.map(({ own }) => quoted(join(own, name))).join(" "));
  const words = [
    ...["unshare", "--mount", "--", "sh", "-c", apart, "fd012-apart", name],
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
