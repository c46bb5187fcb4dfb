import { fstatSync, readSync } from "node:fs";
import type { LogPaths, Stdio } from "../strategies/strategy.ts";

type StreamName = keyof LogPaths;

const streams = ["stdout", "stderr"] as const;

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
    passed() {},
    async drained() {}, // The shim reports an end once its copiers have seen it.
    async close() {},
  };
}

/** `--null-io`: the shim gives PID 1 /dev/null itself. */
export function nullLog(): Stdio {
  const nothing = { kind: "null" } as const;
  return {
    sources: [nothing, nothing, nothing],
    expected: [nothing, nothing, nothing],
    passed() {},
    async drained() {},
    async close() {},
  };
}

const writeEnd = { kind: "pipe", access: "write", append: false, nonblock: false } as const;

/** The lines that begin with a stream's name; what begins with neither is counted as stdout's, where the ledger shows it as foreign. */
export function linesOf(stream: StreamName, log: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < log.length; ) {
    const newline = log.indexOf(10, at);
    const end = newline === -1 ? log.length : newline + 1;
    const line = log.subarray(at, end);
    if ((streams.find((name) => isOf(name, line)) ?? "stdout") === stream) parts.push(line);
    at = end;
  }
  return Buffer.concat(parts);
}

// The last line may be cut short.
function isOf(stream: StreamName, line: Buffer): boolean {
  const length = Math.min(stream.length, line.length);
  return line.toString("latin1", 0, length) === stream.slice(0, length);
}

function wholeFile(fd: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(fd).size);
  let at = 0;
  for (let n = -1; n !== 0 && at < bytes.length; at += n) n = readSync(fd, bytes, at, bytes.length - at, at);
  return bytes.subarray(0, at);
}
