import * as z from "zod/mini";

/** A process that has the object behind a descriptor open too. */
const holder = z.object({
  pid: z.int(),
  name: z.string(),
  access: z.nullable(z.enum(["read", "write", "read-write", "path"])),
  /**
   * Whose process it is: the container's, the runtime's (a process that PID 1 descends from, or another child of one), the suite's own
   * reader, the suite itself, or nobody's that is known.
   */
  of: z.enum(["container", "runtime", "reader", "suite", "stranger"]),
});

/** One of fds 0–2, or one above them, as /proc of the host shows it. */
const descriptor = z.object({
  fd: z.int(),
  kind: z.enum([
    "file",
    "directory",
    "pipe",
    "fifo",
    "socket",
    "pty",
    "null",
    "device",
    "anonymous",
    "closed",
  ]),
  /** What readlink(2) of /proc/PID/fd/N says. */
  target: z.string(),
  access: z.nullable(z.enum(["read", "write", "read-write", "path"])),
  append: z.nullable(z.boolean()),
  nonblock: z.nullable(z.boolean()),
  /** st_dev:st_ino, which tells two descriptors of one object. */
  identity: z.nullable(z.string()),
  /** Of a pipe or FIFO: who else has it open. Absent where nobody asked, null where it could not be seen. */
  holders: z.optional(z.nullable(z.array(holder))),
});

export const wiring = z.object({
  /** Who saw it: the host in /proc, or the workload itself where the host's kernel does not know it. Absent: the host. */
  seenBy: z.optional(z.enum(["host", "workload"])),
  streams: z.array(descriptor),
  /** What is open above 2 once the workload is ready; node's own descriptors are among them. */
  above: z.array(descriptor),
});

/** Where the workload stands among PID namespaces. */
export const placement = z.object({
  seenBy: z.enum(["host", "workload"]),
  /** Its pid in its own PID namespace. */
  pidInside: z.int(),
  /** What readlink(2) of /proc/PID/ns/pid says. The following are null where they could not be seen. */
  namespace: z.nullable(z.string()),
  /** Whether that is the suite's own namespace. */
  isSuites: z.nullable(z.boolean()),
  /** Whether its chain of parents leads to PID 1 of its namespace, or it is PID 1. */
  descendsFromInit: z.nullable(z.boolean()),
});

export type Descriptor = z.infer<typeof descriptor>;
export type Holder = z.infer<typeof holder>;
export type Wiring = z.infer<typeof wiring>;
export type Placement = z.infer<typeof placement>;
