import type { MountNamespace } from "../host/namespace.ts";
import type { PipeMaker } from "../host/pipes.ts";
import type { LogLimits } from "../log/limits.ts";
import type { LogForm } from "../log/log-form.ts";
import type { Need } from "../needs.ts";
import type { Accepts } from "./accepted-as.ts";

/** How fds 0–2 of PID 1 are wired. One implementation a file; `table.ts` lists them. */
export interface Strategy {
  readonly name: string;
  readonly summary: string;
  /** What it offers to a claim where its own wiring is used; see needs.ts. */
  readonly offers?: readonly Need[];
  /** Makes what PID 1's descriptors will be; the caller closes it. */
  open(log: LogPaths, tools: StrategyTools): Promise<Stdio>;
  /** The sources of a script by hand, where descriptors are a shell's: 4 becomes fd 1, 5 becomes fd 2. */
  sources(log: LogPaths): Stdio["sources"];
  /** What the workload itself does to its descriptors before it begins; where the wiring is not the runtime's alone. */
  inside?(log: LogPaths): Inside;
  /** A shell command around `command` that makes those descriptors and brings what comes out of them to the log. */
  script(command: string, log: LogPaths): string;
}

/** The log of one case, as PID 1's side names it. */
export interface LogPaths {
  readonly stdout: string;
  readonly stderr: string;
  /** When an engine is to rotate it; never, where a claim says nothing. */
  readonly limits?: LogLimits;
}

/** What a container needs besides, for a wiring that is made inside it. */
export interface Inside {
  /** Bind mounts, writable. */
  readonly mounts: readonly { readonly source: string; readonly target: string }[];
  /** What is executed before the image's entrypoint, and becomes it. */
  readonly entry: readonly string[];
}

export interface StrategyTools {
  /** The run's own temporary directory. */
  readonly directory: string;
  readonly namespace: MountNamespace;
  readonly pipes: PipeMaker;
}

/** What a runtime is to put on one descriptor of PID 1. */
export type Source =
  /** The null device; another node of it than the machine's own where a `path` says so, for a runtime that changes what it is given. */
  | { readonly kind: "null"; readonly path?: string }
  /** A file that is opened for appending: by the container's own process where the runtime can, else by its caller. */
  | { readonly kind: "file"; readonly path: string }
  /** A descriptor that the suite holds and the runtime passes on. */
  | { readonly kind: "descriptor"; readonly fd: number }
  /** A terminal: one of the caller's at `path`, or one that the runtime makes and sends over the socket `console`. */
  | { readonly kind: "terminal"; readonly path: string; readonly console: string }
  /** Nothing at all: the runtime is started without this descriptor. */
  | { readonly kind: "closed" };

export interface Stdio {
  readonly sources: readonly [Source, Source, Source];
  /** Descriptors that the suite holds and the runtime's caller has from 3 on. */
  readonly above?: readonly number[];
  /**
   * What fds 0–2 must be: the strategy itself, and then other wirings that are honest too, each by the word that the outcome shows for it:
   * `relayed` of a foreground runtime that copies, say.
   */
  readonly accepts: Accepts;
  /** What PID 1 writes goes nowhere, and is meant to: then nothing can arrive, and nothing is lost. */
  readonly unlogged?: boolean;
  /** How the log is kept, if not as the plain bytes of the case's own two files. */
  readonly log?: LogForm;
  /** What the runtime's own logs command gives back of a stream; only where it has one. */
  delivered?(stream: "stdout" | "stderr"): Promise<Buffer | null>;
  /** What a runtime's own `wire` leaves there for its `launch`; nobody else looks at it. */
  readonly engine?: unknown;
  /** The suite's own copies are closed once the runtime holds its own, so that an end can be seen. */
  passed(): void;
  /** Resolves when all that PID 1 wrote has come out at the other end and that end is closed. */
  drained(): Promise<void>;
  /** Who reads fds 1 and 2 at the other end; where that is the suite's own. */
  readonly reader?: FarReader;
  /** The other end of fds 0–2, where those are a terminal and that is the suite's own. */
  readonly terminal?: FarTerminal;
  /** Ends whatever still runs; for a case that went wrong. May be called at any time. */
  close(): Promise<void>;
}

/** A reader that can be made to fail while PID 1 runs. */
export interface FarReader {
  /** Its process, or one that its processes descend from. */
  readonly pid: number;
  end(): Promise<void>;
  /** It reads no more until it goes on. */
  stop(): void;
  goOn(): void;
  /** Why it has ended, where neither its work was done nor the suite ended it; else null. */
  failure(): string | null;
}

/** The end of a terminal that a terminal emulator or a shim has. */
export interface FarTerminal {
  /** Closes it: the terminal is hung up (tty(4), TIOCVHANGUP; SIGHUP to the session's leader where it controls one). What is not read yet is lost. */
  hangUp(): Promise<void>;
  /** Gives its window another size (TIOCSWINSZ), of which whoever is in its foreground hears by SIGWINCH. */
  resize(rows: number, columns: number): Promise<void>;
  /** Nobody reads what comes out of it, until it goes on. */
  pause(): Promise<void>;
  goOn(): Promise<void>;
  /** The beginning of what it has shown, at most 4 KiB. It comes from a container. */
  shown(): Promise<string>;
  /** How it was made. */
  readonly first: TerminalState;
  /** How it is now, or was when PID 1 and its runtime had ended. */
  look(): Promise<TerminalState>;
}

export interface TerminalState {
  readonly rows: number;
  readonly columns: number;
  /** struct termios of the kernel, in hexadecimal: to be compared. */
  readonly termios: string;
  /** Bytes of input that nobody has read; 0 of one that was sent. */
  readonly waiting: number;
  /** Whether the runtime has made it and sent its other end over the console socket: then no caller had one of his own. */
  readonly isSent: boolean;
}

/** For a strategy with nobody at the other end. */
export const nothingToDrain = {
  passed() {},
  async drained() {},
  async close() {},
} as const;
