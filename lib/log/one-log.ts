import type { StreamLedger } from "../results/schema.ts";

type StreamName = StreamLedger["stream"];

const streams = ["stdout", "stderr"] as const;
const NEWLINE = 10;
const RETURN = 13;

/**
 * The lines of one stream where both are in one log and nothing but the workload's own mark tells them apart. What begins with neither
 * is counted as stdout's, where the ledger shows it as foreign.
 */
export function linesOf(stream: StreamName, log: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < log.length; ) {
    const newline = log.indexOf(NEWLINE, at);
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

/**
 * What a program wrote to a terminal, which makes \r\n of each \n (ONLCR, termios(3)). That one \r alone is taken away: another before it
 * is nothing that a terminal does.
 */
export function beforeTerminal(log: Buffer): Buffer {
  const bytes = Buffer.alloc(log.length);
  let length = 0;
  for (let at = 0; at < log.length; at++) {
    if (log[at] === RETURN && log[at + 1] === NEWLINE) continue;
    bytes[length++] = log[at] as number;
  }
  return bytes.subarray(0, length);
}
