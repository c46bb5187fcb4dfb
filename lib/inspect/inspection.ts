import type { PipeHolder } from "../host/pipe-ends.ts";
import type { Descriptor } from "../results/schema.ts";

/** What was seen of a live process; plain data. Nothing in it was touched: no ptrace, no signal, no write, no open of a log. */
export interface Inspection {
  readonly pid: number;
  /** What was asked for: `812`, `docker:web`. */
  readonly target: string;
  readonly program: InspectedProgram;
  readonly streams: readonly InspectedStream[];
}

export interface InspectedProgram {
  readonly executable: string;
  readonly isNode: boolean;
  /** Of node; null where the binary does not tell. */
  readonly nodeVersion: string | null;
  /** `glibc 2.36`, `musl`; null where it is not known. */
  readonly libc: string | null;
  /** Whether it is PID 1 of its PID namespace. */
  readonly isPid1: boolean;
  /** Signals that it handles, of those that an abort goes through. */
  readonly handles: readonly string[];
}

export interface InspectedStream {
  readonly fd: number;
  readonly kind: Descriptor["kind"];
  readonly target: string;
  readonly access: Descriptor["access"];
  readonly append: boolean | null;
  readonly nonblock: boolean | null;
  /** Where a file lives (proc(5): mountinfo); null for what has no file system. */
  readonly filesystem: { readonly type: string; readonly source: string } | null;
  /** Of a file: what fstat(2) answers now, asked by another process, which may be left waiting. */
  readonly state: "good" | "deleted" | "stale" | "no answer" | null;
  /** Of a pipe or FIFO: who could read it. */
  readonly readers: readonly PipeHolder[] | null;
  /** Bytes in a pipe, and what it can hold; null where that cannot be asked. */
  readonly fill: { readonly bytes: number; readonly capacity: number } | null;
}

/** What a fault would do to it. */
export interface Risk {
  readonly fault: string;
  readonly fds: readonly number[];
  readonly level: "safe" | "at risk" | "not known";
  readonly consequence: string;
  /** `SUITE/TEST` that shows it, for fd012 run and fd012 explain. */
  readonly shownBy: string;
}
