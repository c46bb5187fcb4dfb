import { quoted } from "../../host/shell-words.ts";
import { enginePipes, inputPipe, outputPipes } from "../../strategies/runtime-pipes.ts";
import { type LogPaths, nothingToDrain, type Source, type Stdio } from "../../strategies/strategy.ts";
import { loggers } from "./loggers.ts";

/** What is said to `ctr run` of a wiring that is the shim's. */
export class CtrLog {
  readonly options: readonly string[];
  /** Where ctr's own fds 1 and 2 lead, which it copies the container's output to. */
  readonly copies: LogPaths | null;

  constructor(options: readonly string[], copies: LogPaths | null = null) {
    this.options = options;
    this.copies = copies;
  }
}

/** By what `--runtime containerd@LOG` says; the first is the usual one. */
export const containerdLogs: Record<string, (log: LogPaths) => Stdio> = {
  file: fileLog,
  binary: binaryLog,
  fifo: fifoLog,
};

/**
 * What containerd's shim makes of fds 1 and 2 under `--log-uri file://…`: two pipes, each with a copier that appends to the same file.
 * There is one file for both streams and nothing in it tells them apart but the lines themselves, so that is how they are sorted.
 */
function fileLog({ stdout: path }: LogPaths): Stdio {
  return {
    ...pipesOfTheShim,
    engine: new CtrLog(["--log-uri", `file://${path}`]),
    log: { framings: ["raw"], file: () => path },
  };
}

/** `--log-uri binary://…`: PID 1's pipes are a logger's fds 3 and 4, so the shim copies nothing. */
export function binaryLog({ stdout, stderr, limits }: LogPaths): Stdio {
  const logger = loggers[limits?.logger ?? "copies"];
  // The shim passes one word on with its option; whatever else the URI had would come in any order.
  const parameters = `set -- ${quoted(stdout)} ${quoted(stderr)}`;
  const uri = `binary:///bin/sh?-c=${encodeURIComponent(`${parameters}\n${logger}`)}`;
  return { ...pipesOfTheShim, engine: new CtrLog(["--log-uri", uri]) };
}

/** ctr's own way, `--fifo-dir`: the shim copies into two named pipes, and ctr out of them to its own fds 1 and 2. */
function fifoLog(log: LogPaths): Stdio {
  const rules = [...inputPipe, ...outputPipes]; // fd 0 is the shim's too, and fed from ctr's own.
  return { ...pipesOfTheShim, accepts: [{ word: null, rules }], engine: new CtrLog([], log) };
}

/** `--tty`: PID 1 has a terminal of the shim's, and ctr copies what comes out of it to the terminal that it runs on itself, which adds a \\r too. */
export function twoTerminals(stdio: Stdio): Stdio {
  const accepts = [{ word: "relayed", rules: stdio.accepts[0].rules }] as const;
  return { ...stdio, accepts, log: { ...stdio.log, framings: ["terminal", "terminal"] } };
}

const nothing: Source = { kind: "null" };
const pipesOfTheShim: Stdio = {
  sources: [nothing, nothing, nothing],
  accepts: [{ word: null, rules: enginePipes }],
  ...nothingToDrain, // The shim reports an end once its copiers, or its logger, have seen it.
};
