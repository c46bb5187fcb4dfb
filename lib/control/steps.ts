import type { StreamLedger } from "../results/schema.ts";

/**
 * What the actor can be asked to do while it runs (images/node/workloads/actor.cjs): one system call or a few, so that a new claim needs no new
 * workload. Paths and descriptors are the container's.
 */
export type Step =
  /** The next bytes of a stream's own content, in calls of at most `chunk` bytes; what fails is not tried again. */
  | {
      readonly do: "write";
      readonly stream: StreamLedger["stream"];
      readonly bytes: number;
      readonly chunk?: number;
    }
  /** At most so many bytes, by one read(2); answers how many came. */
  | { readonly do: "read"; readonly fd: number; readonly bytes: number }
  /** Answers the descriptor. */
  | { readonly do: "open"; readonly path: string; readonly how: "read" | "write" | "append" }
  | { readonly do: "close"; readonly fd: number }
  | { readonly do: "readlink"; readonly path: string }
  /** Answers st_mode, st_size and st_nlink. */
  | { readonly do: "stat"; readonly fd: number }
  | { readonly do: "isatty"; readonly fd: number }
  /** Starts a program that has the same fds 0–2, and does not wait for it; answers its pid. */
  | { readonly do: "spawn"; readonly words: readonly string[] }
  /** kill(2); `pid` 0 is itself. */
  | { readonly do: "signal"; readonly pid: number; readonly name: NodeJS.Signals }
  /** Only of node's: a line as its programs print it, by console.log and console.error, which set the descriptor up for themselves. */
  | { readonly do: "print"; readonly stream: StreamLedger["stream"] }
  /** Only of the actor in C: what comes of a signal from now on is kept until it is taken. */
  | { readonly do: "hold"; readonly name: NodeJS.Signals }
  /** Waits for one that is held, ETIMEDOUT where none comes in that time. */
  | { readonly do: "take"; readonly name: NodeJS.Signals; readonly milliseconds: number }
  /** The last one: it leaves by itself, as its event loop is empty. */
  | { readonly do: "exit"; readonly code: number };

/** One line of words without spaces, percent-encoded, for a reader that need not know JSON. */
export function wordsOf(step: Step): string {
  return asked(step)
    .map((word) => encodeURIComponent(word))
    .join(" ");
}

function asked(step: Step): (string | number)[] {
  switch (step.do) {
    case "write":
      return [step.do, step.stream, step.bytes, step.chunk ?? CHUNK];
    case "read":
      return [step.do, step.fd, step.bytes];
    case "open":
      return [step.do, step.path, step.how];
    case "close":
    case "stat":
    case "isatty":
      return [step.do, step.fd];
    case "readlink":
      return [step.do, step.path];
    case "spawn":
      return [step.do, ...step.words];
    case "signal":
      return [step.do, step.pid, step.name];
    case "print":
      return [step.do, step.stream];
    case "hold":
      return [step.do, step.name];
    case "take":
      return [step.do, step.name, step.milliseconds];
    case "exit":
      return [step.do, step.code];
  }
}

const CHUNK = 65_536;

/** By the names of their messages: the unnamed one is PID 1's. */
export type ActorName = "" | `exec-${number}`;
