import { mkdirSync, writeFileSync } from "node:fs";
import type { Detection } from "../../detection.ts";
import { mayMount } from "../../host/namespace.ts";
import { textOf } from "../../host/proc.ts";
import { findProgram, outputOf } from "../../host/programs.ts";
import { quoted } from "../../host/shell-words.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import type { RuntimeFamily } from "../family.ts";
import { type Foreground, launchForeground } from "../foreground.ts";
import { foregroundScript } from "../foreground-command.ts";
import { passingOn } from "../passed-on.ts";
import { beyondReach } from "../reach.ts";
import type { ByHand, Cannot, Cell, ContainerSpec, GivenByHand, Plan, Running, Runtime } from "../runtime.ts";
import { haconiwaFile, isDaemon } from "./file.ts";

/**
 * Haconiwa, whose daemon mode is the model of direct-file. Its command line returns 0 whatever became of PID 1; that is what it
 * reports, and what its own hook knows stands in what it said.
 */
const haconiwa: Runtime = {
  name: "haconiwa",
  summary: "Haconiwa: PID 1 opens the log itself (daemon mode), or inherits fds 0–2 (foreground)",

  async detect(): Promise<Detection> {
    const path = findProgram("haconiwa");
    if (!path) {
      return {
        found: false,
        reason: "there is no haconiwa on this machine",
        remedy:
          "put haconiwa of https://github.com/haconiwa/haconiwa/releases (v0.11.5, x86_64) in /usr/local/bin",
      };
    }
    if (!mayMount()) return { found: false, reason: "Haconiwa needs root", remedy: "run as root" };
    return { found: true, version: (await outputOf([path, "version"])).replace(/^\D*/, ""), path };
  },

  plan(cell: Cell): Plan | Cannot {
    return (
      beyondReach(this.name, { strategies: ["direct-file", "shim-pipe"], places: ["pid1"] }, cell) ?? {
        ...passingOn(cell.strategy, { launch, byHand }),
        offers: new Set(),
      }
    );
  },
};

export const haconiwaFamily: RuntimeFamily = {
  names: ["haconiwa"],
  summary: haconiwa.summary,
  variants: null,
  open: ({ name }) => ({ ...haconiwa, name }),
};

async function launch(spec: ContainerSpec, stdio: Stdio, signal: AbortSignal): Promise<Running> {
  const files = filesOf(spec);
  mkdirSync(files.directory);
  writeFileSync(files.haco, haconiwaFile(spec, stdio.sources, files));
  return launchForeground(foreground(spec, stdio.sources), spec, stdio, signal);
}

function byHand(spec: ContainerSpec, { sources, pidFile }: GivenByHand): ByHand {
  const files = filesOf(spec);
  const { directory, haco } = files;
  const text = haconiwaFile(spec, sources, files);
  const { sources: own = sources, ...command } = foreground(spec, sources);
  const start = foregroundScript(command, spec, { sources: own, pidFile });
  return {
    start: `mkdir -p ${quoted(directory)}; printf %s ${quoted(text)} >${quoted(haco)}
${start}`,
  };
}

// As a daemon it does not hand its own fds 0–2 on, so that what it prints can be told from the log.
function foreground(spec: ContainerSpec, sources: Stdio["sources"]): Foreground {
  const { haco, status, output } = filesOf(spec);
  const words = ["haconiwa", "run", haco];
  const toOutput = { kind: "file", path: output } as const;
  return {
    ...{ name: "haconiwa", words, said: () => textOf(output) + hookSaid(textOf(status)) },
    ...(isDaemon(sources) && { sources: [{ kind: "null" }, toOutput, toOutput] }),
  };
}

/** Beside the control directory, which the container sees. The run removes them with its own directory. */
function filesOf({ control }: ContainerSpec) {
  const directory = `${control}.haconiwa`;
  const inside = (name: string) => `${directory}/${name}`;
  return {
    ...{ directory, haco: inside("container.haco"), status: inside("status"), output: inside("output") },
    pid: inside("pid"),
  };
}

function hookSaid(status: string): string {
  return status && `its hook teardown_container: ${status}`;
}
