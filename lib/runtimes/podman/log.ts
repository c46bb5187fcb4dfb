import { limitWords } from "../../log/limits.ts";
import { oneTerminal } from "../../strategies/one-terminal.ts";
import { enginePipes, relayedToNobody } from "../../strategies/runtime-pipes.ts";
import { type LogPaths, nothingToDrain, type Stdio } from "../../strategies/strategy.ts";

/** What is said to `podman run` of a wiring that is conmon's; where there is none of these, podman's own fds 0–2 are passed through. */
export class ConmonLog {
  readonly options: readonly string[];

  constructor(...options: readonly string[]) {
    this.options = options;
  }
}

/** Log drivers by which conmon keeps a file. podman takes json-file for k8s-file, and so the file is the same. */
export const podmanLogDrivers = ["k8s-file", "json-file"] as const;
export type PodmanLogDriver = (typeof podmanLogDrivers)[number];

/**
 * What podman makes of fds 1 and 2 with such a log driver: pipes of conmon, which writes both streams into one file, a line of its own
 * format for each read. The file is ours, so it can lie where it goes stale.
 */
export function fileLog(log: LogPaths, driver: PodmanLogDriver): Stdio {
  return {
    ...copiedByConmon,
    accepts: [{ word: null, rules: enginePipes }],
    engine: new ConmonLog(...keptAt(log, driver)),
    log: { framings: ["cri"], file: () => log.stdout, rotated: (file, n) => `${file}.${n}` },
  };
}

/** The same with `--tty`: conmon holds the other end of a terminal, in which two streams have become one. */
export function fileTerminal(log: LogPaths, driver: PodmanLogDriver): Stdio {
  return {
    ...copiedByConmon,
    accepts: [{ word: null, rules: oneTerminal }],
    engine: new ConmonLog("--tty", ...keptAt(log, driver)),
    log: { framings: ["cri", "terminal"], file: () => log.stdout },
  };
}

/** Log driver none: conmon reads both pipes and keeps nothing. @param stdio a wiring to nowhere, which that is too */
export function keptNowhere(stdio: Stdio): Stdio {
  const accepts = [...stdio.accepts, relayedToNobody] as const;
  return { ...stdio, engine: new ConmonLog("--log-driver", "none"), accepts };
}

/** A wiring that is made inside the container, so that what podman does before it does not matter. */
export function madeInside(stdio: Stdio): Stdio {
  return { ...stdio, engine: new ConmonLog("--log-driver", "none") };
}

// conmon begins a new file where containers.conf(5) sets a size and it is reached; nothing of that may get in between.
function keptAt({ stdout: path, limits }: LogPaths, driver: PodmanLogDriver): string[] {
  const { size } = limitWords(limits);
  return ["--log-driver", driver, "--log-opt", `path=${path}`, "--log-opt", `max-size=${size}`];
}

const nothing = { kind: "null" } as const;

const copiedByConmon = {
  sources: [nothing, nothing, nothing] as const,
  ...nothingToDrain, // podman reports an end once conmon has read both pipes to theirs.
};
