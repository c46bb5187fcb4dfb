import { execFileSync } from "node:child_process";
import { deadline } from "./deadlines.ts";
import { helperEnvironment } from "./helper-process.ts";
import { type Holder, holdersOf } from "./holders.ts";
import askPipe from "./pipe-fill.pl";
import { nameOf, textOf } from "./proc.ts";

/** A process that has an end of a pipe. */
export interface PipeHolder {
  readonly pid: number;
  readonly name: string;
  /** One letter of proc(5): S sleeps, T is stopped. */
  readonly state: string;
}

/** Who has a pipe open for reading, each process once. @param target what readlink(2) of /proc/PID/fd/N says of it */
export function readersOf(target: string): PipeHolder[] {
  return holders(target, O_WRONLY);
}

/** Who has it open for writing, likewise. */
export function writersTo(target: string): PipeHolder[] {
  return holders(target, O_RDONLY);
}

/** @param other the access mode of those who have only the other end */
function holders(target: string, other: number): PipeHolder[] {
  const pids = new Set(
    holdersOf(target)
      .filter((holder) => (accessOf(holder) ?? other) !== other)
      .map(({ pid }) => pid),
  );
  return [...pids].map((pid) => ({
    pid,
    name: nameOf(pid),
    state: /^State:\s*(\S)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? "?",
  }));
}

/** Null where it was closed meanwhile. */
function accessOf({ pid, fd }: Holder): number | null {
  const flags = /^flags:\s*(\d+)/m.exec(textOf(`/proc/${pid}/fdinfo/${fd}`))?.[1];
  return flags === undefined ? null : Number.parseInt(flags, 8) & O_ACCMODE;
}

const O_ACCMODE = 0o3;
const O_RDONLY = 0o0;
const O_WRONLY = 0o1;

/**
 * How many bytes stand in the pipe behind a descriptor, and how many it can hold; null where that cannot be asked. node has no ioctl(2).
 */
export function pipeFill(pid: number, fd: number): { bytes: number; capacity: number } | null {
  const options = {
    env: helperEnvironment,
    timeout: deadline("look at a descriptor"),
    encoding: "utf8",
    stdio: "pipe",
  } as const;
  try {
    const said = execFileSync("perl", ["-e", askPipe, `/proc/${pid}/fd/${fd}`], options);
    const [bytes = 0, capacity = 0] = said.split(" ").map(Number);
    return { bytes, capacity };
  } catch {
    return null; // There is no perl, or the pipe is gone.
  }
}
