import * as z from "zod/mini";
import { HARMS } from "../results/harm-names.ts";

/** What `fd012 inspect --json` prints. The program uses the types that inspection.ts makes of it; the build publishes it in schema/. */

const filesystem = z.nullable(z.object({ type: z.string(), source: z.string() }));
const state = z.nullable(z.enum(["good", "deleted", "stale", "no answer", "not known"]));
const KINDS = [
  ...([
    "closed",
    "null",
    "file",
    "pipe",
    "fifo",
    "pty",
    "socket",
    "device",
    "directory",
    "anonymous",
  ] as const),
  "not known",
] as const;
/** Bytes that are left on its file system for an unprivileged writer; null where that could not be asked. */
const free = z.nullable(z.number());

/** A file that keeps what a reader of a pipe reads. */
const keptLog = z.object({ path: z.string(), filesystem, state, free });

export const stream = z.object({
  fd: z.number(),
  kind: z.enum(KINDS),
  target: z.string(),
  access: z.nullable(z.enum(["read", "write", "read-write", "path"])),
  append: z.nullable(z.boolean()),
  nonblock: z.nullable(z.boolean()),
  /** Where a file lives (proc(5): mountinfo); null for what has no file system, and where it is not known. */
  filesystem,
  /** Of a file: what fstat(2) answers now, asked by another process, which may be left waiting. */
  state,
  free,
  /** Of a pipe or FIFO: who could read it; null where not every process could be looked at and none was found. */
  readers: z.nullable(z.array(z.object({ pid: z.number(), name: z.string(), state: z.string() }))),
  /** Bytes in a pipe, and what it can hold; null where that cannot be asked. */
  fill: z.nullable(z.object({ bytes: z.number(), capacity: z.number() })),
  /** Of a pipe or FIFO: the log that its reader keeps; null where that is not known. */
  log: z.nullable(keptLog),
});

export const program = z.object({
  executable: z.string(),
  isNode: z.boolean(),
  /** Of node; null where the binary does not say. */
  nodeVersion: z.nullable(z.string()),
  /** `glibc 2.36`, `musl`; null where it is not known. */
  libc: z.nullable(z.string()),
  /** Whether it is PID 1 of its PID namespace. */
  isPid1: z.boolean(),
  /** Signals that it handles, of those that an abort goes through. */
  handles: z.array(z.string()),
});

export const level = z.enum(["at risk", "not known", "safe"]);

export const risk = z.object({
  /** What would happen, or has happened, to what is behind its descriptors. */
  fault: z.string(),
  fds: z.array(z.number()),
  level,
  /** What it costs, or where that is not known may cost; none where it is safe. */
  harms: z.array(z.enum(HARMS)),
  consequence: z.string(),
  /** `SUITE/TEST` that shows it, for fd012 run and fd012 explain; null where no claim is about it. */
  shownBy: z.nullable(z.string()),
});

const seen = { target: z.string(), pid: z.number(), level, harms: z.array(z.enum(HARMS)) };

export const judged = z.object({
  ...seen,
  program,
  streams: z.array(stream),
  risks: z.array(risk),
});

/** A container that could not be looked at: its level is never `safe`. */
export const unseen = z.object({ ...seen, problem: z.string() });

export const machine = z.object({
  /** The worst of all containers and engines. */
  level,
  /** The file system that `--log-on` asked for; containers whose log is known to be elsewhere are left out. */
  logOn: z.nullable(z.string()),
  /** How many were left out by that. */
  elsewhere: z.number(),
  /** The worst first. */
  containers: z.array(z.union([judged, unseen])),
  /** `problem` is null where the engine listed its containers. */
  engines: z.array(
    z.object({ engine: z.string(), level, containers: z.number(), problem: z.nullable(z.string()) }),
  ),
});

export const inspectOutput = z.union([judged, machine]);
