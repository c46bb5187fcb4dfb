import { fstatSync, readSync } from "node:fs";
import type { LogPaths } from "../strategies/strategy.ts";

type StreamName = keyof LogPaths;

const streams = ["stdout", "stderr"] as const;

/** An open file from its beginning, wherever its offset stands. */
export function wholeFile(fd: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(fd).size);
  let at = 0;
  for (let n = -1; n !== 0 && at < bytes.length; at += n) n = readSync(fd, bytes, at, bytes.length - at, at);
  return bytes.subarray(0, at);
}

/** One stream of docker's json-file log: objects of one line each, `{"log":"…","stream":"stdout","time":"…"}`. */
export function ofJsonFile(stream: StreamName, log: Buffer): Buffer {
  const parts: Buffer[] = [];
  const mark = `"stream":"${stream}"`;
  for (const line of log.toString("utf8").split("\n").slice(0, -1)) {
    if (!line.includes(mark)) continue;
    const entry = parsed(line);
    if (entry?.stream === stream && typeof entry.log === "string") parts.push(Buffer.from(entry.log));
  }
  return Buffer.concat(parts);
}

/** Docker Engine API, "Stream format": a header of 8 bytes, the last four of which are the length of what follows. */
export function unframed(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + HEADER <= body.length; ) {
    const end = at + HEADER + body.readUInt32BE(at + 4);
    parts.push(body.subarray(at + HEADER, end));
    at = end;
  }
  return Buffer.concat(parts);
}

/**
 * The lines of one stream where both are in one log and nothing but the workload's own mark tells them apart. What begins with neither
 * is counted as stdout's, where the ledger shows it as foreign.
 */
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

/** What a program wrote to a terminal whose settings are the usual ones: each that it passes makes \r\n of \n (ONLCR, termios(3)). */
export function beforeTerminal(log: Buffer): Buffer {
  return Buffer.from(log.toString("latin1").replace(/\r+\n/g, "\n"), "latin1");
}

const HEADER = 8;

// A line that was cut is nobody's output.
function parsed(line: string): { log?: unknown; stream?: unknown } | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

// The last line may be cut short.
function isOf(stream: StreamName, line: Buffer): boolean {
  const length = Math.min(stream.length, line.length);
  return line.toString("latin1", 0, length) === stream.slice(0, length);
}
