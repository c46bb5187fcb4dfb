import type { StreamLedger } from "../results/schema.ts";

/** What a stream is made of, if not of numbered lines (images/node/workloads/patterns.cjs). */
export const CONTENTS = ["binary", "unbroken", "long-lines"] as const;
export type Content = (typeof CONTENTS)[number];

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
      /** All the time the same of one stream. */
      readonly content?: Content;
    }
  /** At most so many bytes, by one read(2); answers how many came. */
  | { readonly do: "read"; readonly fd: number; readonly bytes: number }
  /**
   * The next bytes of fd 0, or what there is up to its end, in calls of at most `piece`; answers `{ bytes, exact, ended }`: how many came, whether they are what
   * the suite writes there (Caller, stdin), and whether the end did.
   */
  | { readonly do: "take"; readonly bytes: number; readonly piece: number }
  /** Answers the descriptor. `truncate` creates and empties, as a shell's `>` does; `read-at-once` waits for nothing (O_NONBLOCK). */
  | {
      readonly do: "open";
      readonly path: string;
      readonly how: "read" | "read-at-once" | "write" | "append" | "truncate";
    }
  | { readonly do: "close"; readonly fd: number }
  | { readonly do: "readlink"; readonly path: string }
  /** Answers st_mode, st_size and st_nlink. */
  | { readonly do: "stat"; readonly fd: number }
  | { readonly do: "isatty"; readonly fd: number }
  /** Starts a program that has the same fds 0–2, and does not wait for it; answers its pid. */
  | { readonly do: "spawn"; readonly words: readonly string[] }
  /** Starts a child that has the same fds 0–2 and keeps them until it is let go (Container, letGo); answers its pid. An actor in C does. */
  | { readonly do: "fork" }
  /** No file that it writes to may have more bytes from then on: RLIMIT_FSIZE. An actor in C sets it. */
  | { readonly do: "limit"; readonly bytes: number }
  /** kill(2); `pid` 0 is itself. */
  | { readonly do: "signal"; readonly pid: number; readonly name: NodeJS.Signals }
  /** Only of node's: a line as its programs print it, by console.log and console.error, which set the descriptor up for themselves. */
  | { readonly do: "print"; readonly stream: StreamLedger["stream"] }
  /** What comes of a signal from now on is kept until it is taken. */
  | { readonly do: "hold-signal"; readonly name: NodeJS.Signals }
  /** Waits for one that is held, ETIMEDOUT where none comes in that time. */
  | { readonly do: "take-signal"; readonly name: NodeJS.Signals; readonly milliseconds: number }
  /** Of the terminal that a descriptor is: answers `rows`, `columns`, and how many `signals` (SIGWINCH) were caught. The actor in C alone does this and what follows, as far as `inject`. */
  | { readonly do: "size"; readonly fd: number }
  /** From now on SIGWINCH is caught, and counted. */
  | { readonly do: "catch-resize" }
  /** The same answer as of `size`, once the size is this and so many signals were caught, or the time is over. */
  | {
      readonly do: "await-size";
      readonly fd: number;
      readonly rows: number;
      readonly columns: number;
      readonly signals: number;
      readonly milliseconds: number;
    }
  /** Whether it is the actor's controlling terminal (`controls`; tcgetpgrp(3)), has the actor in the `foreground`, and the actor `leads` its session. */
  | { readonly do: "session"; readonly fd: number }
  /** Whether the terminal makes \r\n of \n (`onlcr`), echoes what is typed, and gives it line by line (`icanon`). */
  | { readonly do: "termios"; readonly fd: number }
  /** cfmakeraw(3). */
  | { readonly do: "raw"; readonly fd: number }
  /** Answers whether something can be read, or has ended, before the time is over. */
  | { readonly do: "await-input"; readonly fd: number; readonly milliseconds: number }
  /** Puts a text into its input, as if it had been typed (TIOCSTI). */
  | { readonly do: "inject"; readonly fd: number; readonly text: string }
  /** The last one: it leaves by itself, as its event loop is empty. */
  | { readonly do: "exit"; readonly code: number; readonly last?: LastWords };

/** What it still writes right before it leaves: nothing comes between the two. */
export interface LastWords {
  readonly stream: StreamLedger["stream"];
  readonly bytes: number;
}

/** One line of words without spaces, percent-encoded, for a reader that need not know JSON. */
export function wordsOf(step: Step): string {
  return asked(step)
    .map((word) => encodeURIComponent(word))
    .join(" ");
}

function asked(step: Step): (string | number)[] {
  switch (step.do) {
    case "write":
      return [step.do, step.stream, step.bytes, step.chunk ?? CHUNK, ...(step.content ? [step.content] : [])];
    case "read":
      return [step.do, step.fd, step.bytes];
    case "take":
      return [step.do, step.bytes, step.piece];
    case "open":
      return [step.do, step.path, step.how];
    case "close":
    case "stat":
    case "isatty":
    case "size":
    case "session":
    case "termios":
    case "raw":
      return [step.do, step.fd];
    case "catch-resize":
      return [step.do];
    case "await-size":
      return [step.do, step.fd, step.rows, step.columns, step.signals, step.milliseconds];
    case "await-input":
      return [step.do, step.fd, step.milliseconds];
    case "inject":
      return [step.do, step.fd, step.text];
    case "readlink":
      return [step.do, step.path];
    case "fork":
      return [step.do];
    case "limit":
      return [step.do, step.bytes];
    case "spawn":
      return [step.do, ...step.words];
    case "signal":
      return [step.do, step.pid, step.name];
    case "print":
      return [step.do, step.stream];
    case "hold-signal":
      return [step.do, step.name];
    case "take-signal":
      return [step.do, step.name, step.milliseconds];
    case "exit":
      return [step.do, step.code, ...(step.last ? [step.last.stream, step.last.bytes] : [])];
  }
}

const CHUNK = 65_536;

/** By the names of their messages: the unnamed one is PID 1's. */
export type ActorName = "" | `exec-${number}`;
