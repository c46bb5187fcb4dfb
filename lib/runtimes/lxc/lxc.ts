import { mkdirSync, writeFileSync } from "node:fs";
import type { Detection } from "../../detection.ts";
import { mayMount } from "../../host/namespace.ts";
import { textOf } from "../../host/proc.ts";
import { findProgram, outputOf } from "../../host/programs.ts";
import { quoted } from "../../host/shell-words.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import type { RuntimeFamily } from "../family.ts";
import { inheritable, launchForeground } from "../foreground.ts";
import { foregroundScript, groupRemoval } from "../foreground-command.ts";
import { containerName } from "../names.ts";
import { hasNull, makeOwnNull, withNull } from "../own-null.ts";
import { offeringToo, passingOn } from "../passed-on.ts";
import { beyondReach } from "../reach.ts";
import type { ByHand, Cannot, Cell, ContainerSpec, GivenByHand, Plan, Running, Runtime } from "../runtime.ts";
import { lxcConfig } from "./config.ts";

/** LXC's own tools with a configuration, a directory and control groups of the case's own. */
const lxc: Runtime = {
  name: "lxc",
  summary: "lxc-start -F for PID 1, lxc-execute for a child of its init; both pass their own fds 0–2 on",

  async detect(): Promise<Detection> {
    const path = findProgram("lxc-start");
    if (!path) {
      return {
        found: false,
        reason: "there is no lxc-start on this machine",
        remedy: "apt-get install lxc",
      };
    }
    if (!mayMount()) return { found: false, reason: "LXC is used as root only", remedy: "run as root" };
    return { found: true, version: await outputOf([path, "--version"]), path };
  },

  plan(cell: Cell): Plan | Cannot {
    return (
      beyondReach(this.name, { strategies: inheritable, places: ["pid1", "under-init"] }, cell) ??
      offeringToo(passingOn(cell.strategy, { launch, byHand }), "image-dev", "user", "signal-runtime")
    );
  },
};

export const lxcFamily: RuntimeFamily = {
  names: ["lxc"],
  summary: lxc.summary,
  variants: null,
  open: ({ name }) => ({ ...lxc, name }),
};

async function launch(spec: ContainerSpec, stdio: Stdio, signal: AbortSignal): Promise<Running> {
  const files = filesOf(spec);
  mkdirSync(files.directory);
  writeFileSync(files.config, lxcConfig(spec, files.log));
  const said = () => textOf(files.log);
  if (hasNull(stdio.sources)) await makeOwnNull(files.null, CHANGES);
  const sources = withNull(stdio.sources, files.null);
  return launchForeground({ name: "lxc", ...commandOf(spec), said, sources }, spec, stdio, signal);
}

/** Of what its fds 0–2 are, to 0700 (lxc#4484): the machine's own /dev/null would be for nobody but root from then on. */
const CHANGES = "lxc-start changes the mode";

function byHand(spec: ContainerSpec, given: GivenByHand): ByHand {
  const { directory, config, log, null: own } = filesOf(spec);
  const sources = withNull(given.sources, own);
  const made = hasNull(given.sources) ? `\nmknod -m 666 ${quoted(own)} c 1 3 # lxc changes its mode.` : "";
  return {
    start: `mkdir -p ${quoted(directory)}; printf %s ${quoted(lxcConfig(spec, log))} >${quoted(config)}${made}
${foregroundScript(commandOf(spec), spec, { ...given, sources })}`,
    end: groupRemoval(containerName(spec)),
  };
}

/** Beside the control directory, which the container sees. The run removes them with its own directory. */
function filesOf({ control }: ContainerSpec): Record<"directory" | "config" | "log" | "null", string> {
  const directory = `${control}.lxc`;
  return { directory, config: `${directory}/config`, log: `${directory}/log`, null: `${directory}/null` };
}

function commandOf(spec: ContainerSpec): { words: string[]; group: string } {
  const { directory, config } = filesOf(spec);
  const group = containerName(spec);
  const words = [
    ...(spec.place === "under-init" ? ["lxc-execute"] : ["lxc-start", "-F"]),
    ...["-P", directory, "-n", group, "-f", config],
    ...["--", ...spec.image.entrypoint, ...spec.args],
  ];
  return { words, group };
}
