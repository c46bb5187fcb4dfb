import { wholeFile } from "../host/whole-file.ts";
import type { LogPaths, Stdio } from "../strategies/strategy.ts";

type StreamName = keyof LogPaths;

/**
 * What podman makes of fds 1 and 2 with the log driver k8s-file: pipes of conmon, which writes both streams into one file, a line of its
 * own format for each read. The file is ours, so it can lie where it goes stale.
 */
export function k8sFileLog({ stdout: path }: LogPaths): Stdio {
  return {
    sources: [nothing, nothing, nothing],
    expected: [nothing, writeEnd, writeEnd],
    files: () => ({ stdout: path, stderr: path }),
    stored: async (stream, held) => ofStream(stream, wholeFile(held[stream])),
    passed() {},
    async drained() {}, // podman reports an end once conmon has seen both pipes closed.
    async close() {},
  };
}

/** Log driver none: conmon reads both pipes and keeps nothing. */
export function noLog(): Stdio {
  return {
    sources: [nothing, nothing, nothing],
    expected: [nothing, writeEnd, writeEnd],
    unlogged: true,
    passed() {},
    async drained() {},
    async close() {},
  };
}

const nothing = { kind: "null" } as const;
const writeEnd = { kind: "pipe", access: "write", append: false, nonblock: false } as const;

const NEWLINE = 10;

/**
 * One stream of a k8s-file log: lines `TIME STREAM TAG TEXT`, where the tag F ends a line of output and P does not (Kubernetes' CRI
 * logging format, conmon's ctr_logging.c). A line that is cut is nobody's output.
 */
export function ofStream(stream: StreamName, log: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < log.length; ) {
    const newline = log.indexOf(NEWLINE, at);
    if (newline === -1) break;
    const head = /^\S+ (stdout|stderr) ([FP]) /.exec(log.toString("latin1", at, Math.min(newline, at + 64)));
    if (head?.[1] === stream) {
      parts.push(log.subarray(at + head[0].length, head[2] === "F" ? newline + 1 : newline));
    }
    at = newline + 1;
  }
  return Buffer.concat(parts);
}
