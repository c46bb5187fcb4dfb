import { type Expected, type LogPaths, nothingToDrain, type Stdio } from "../strategies/strategy.ts";
import { beforeTerminal, linesOf, wholeFile } from "./log-formats.ts";

/**
 * What containerd's shim makes of fds 1 and 2 under `--log-uri file://…`: two pipes, each with a copier that appends to the same file.
 * There is one file for both streams and nothing in it tells them apart but the lines themselves, so that is how they are sorted.
 */
export function fileLog({ stdout: path }: LogPaths): Stdio {
  return {
    sources: [{ kind: "null" }, { kind: "null" }, { kind: "null" }],
    expected: [{ kind: "null" }, writeEnd, writeEnd],
    files: () => ({ stdout: path, stderr: path }),
    stored: async (stream, held) => linesOf(stream, wholeFile(held[stream])),
    ...nothingToDrain, // The shim reports an end once its copiers have seen it.
  };
}

/** `--tty`: PID 1 has a terminal of the shim's, and ctr copies what comes out of it to the terminal that it runs on itself. */
export function twoTerminals(stdio: Stdio): Stdio {
  return {
    ...stdio,
    stored: async (stream, held) => linesOf(stream, beforeTerminal(wholeFile(held[stream]))),
  };
}

const writeEnd: Expected = { kind: "pipe", access: "write", append: false, nonblock: false };
