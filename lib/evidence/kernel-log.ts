import { closeSync, constants, openSync, readFileSync, readSync } from "node:fs";
import { type FaultLine, parseFaultLine } from "./fault-line.ts";

/** What the kernel's log says of the fault that ended a process. */
export interface LoggedFault {
  /** The line, or null with the reason beside it. */
  readonly line: string | null;
  readonly fault: FaultLine | null;
  readonly missing: string | null;
}

/** Both clocks are the kernel's local_clock(); the line is printed before the signal is sent. Seconds. */
const APART = 1;

/**
 * The line of a fault by one of `threads`, around `seconds` since boot. It is only asked for where the kernel prints one: for a signal
 * that it forced and that nobody handles (linux kernel/signal.c: unhandled_signal()).
 */
export function loggedFault(threads: ReadonlySet<number>, seconds: number): LoggedFault {
  const { records, missing } = readRecords();
  return missing === null ? faultAmong(records, threads, seconds) : { line: null, fault: null, missing };
}

/** The same, of records that were read. */
export function faultAmong(
  records: readonly KernelRecord[],
  threads: ReadonlySet<number>,
  seconds: number,
): LoggedFault {
  const near = records.filter((record) => Math.abs(record.seconds - seconds) <= APART);
  for (const { text } of near) {
    const fault = parseFaultLine(text);
    if (fault && threads.has(fault.thread)) return { line: text, fault, missing: null };
  }
  return { line: null, fault: null, missing: whyNone(records, seconds) };
}

export interface KernelRecord {
  readonly seconds: number;
  readonly text: string;
}

const MOST_BYTES = 8_192; // A reader's buffer must hold a whole record (Documentation/ABI/testing/dev-kmsg).

function readRecords(): { records: KernelRecord[]; missing: string | null } {
  let fd: number;
  try {
    fd = openSync("/dev/kmsg", constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return {
      records: [],
      missing: `the kernel's log cannot be read (${(error as NodeJS.ErrnoException).code})`,
    };
  }
  const buffer = Buffer.alloc(MOST_BYTES);
  const records: KernelRecord[] = [];
  try {
    for (;;) {
      const record = nextRecord(fd, buffer);
      if (record === "end") return { records, missing: null };
      if (record) records.push(record);
    }
  } finally {
    closeSync(fd);
  }
}

/** Null for one that was overwritten while it was read. */
function nextRecord(fd: number, buffer: Buffer): KernelRecord | "end" | null {
  try {
    return recordOf(buffer.toString("utf8", 0, readSync(fd, buffer, 0, buffer.length, null)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EPIPE") return null;
    return "end"; // EAGAIN
  }
}

/** One record as /dev/kmsg gives it; null for what is none. */
export function recordOf(text: string): KernelRecord | null {
  const [, microseconds, message] = /^\d+,\d+,(\d+),[^;]*;([^\n]*)/.exec(text) ?? [];
  return microseconds === undefined ? null : { seconds: Number(microseconds) / 1e6, text: message as string };
}

/** The absence of a line says nothing by itself: why the kernel may have kept silent. */
function whyNone(records: readonly KernelRecord[], seconds: number): string {
  if (readFlag("/proc/sys/debug/exception-trace") === "0")
    return "the kernel prints no faults here (sysctl debug.exception-trace is 0)";
  if ((records[0]?.seconds ?? 0) > seconds) return "the kernel's log has been overwritten since";
  const suppressed = records.find((one) => one.seconds >= seconds && /callbacks suppressed/.test(one.text));
  return suppressed
    ? `the kernel's rate limit has held it back: ${suppressed.text}`
    : "the kernel's log has no line of it: the signal has a handler, though blocked, or the rate limit (kernel.printk_ratelimit) held it back";
}

function readFlag(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return null; // Not on this architecture.
  }
}
