import type { ProcessIdentity } from "../host/process.ts";

/** An engine's daemon that is the suite's own, and may be killed. */
export interface Daemon {
  /** Where it listens. */
  readonly socket: string;
  /** The directory on a file system of the case's that its containers' logs lie in, where it was given one; else null. */
  readonly logs: string | null;
  /** The process that runs now, or ran last. */
  readonly identity: ProcessIdentity;
  /** By SIGKILL, as the kernel does where memory runs out. Resolves when it has gone; what it has started goes on. */
  kill(): Promise<void>;
  /** It does nothing until it is resumed. */
  stop(): void;
  resume(): void;
  /** Starts it anew on what it has stored. One that still runs is told to end first. @throws MachineError `DAEMON` */
  restart(): Promise<void>;
  /** Why it has ended, where the suite did not end it; else null. */
  failure(): string | null;
  /** Ends it, whatever it has started, and removes all that it keeps. May be called twice. */
  close(): Promise<void>;
}

/** How one kind of daemon is started. */
export interface DaemonKind {
  readonly program: string;
  /** Its words, of paths below a directory of its own. @param group the name of a control group for what it starts, where it can be told */
  words(file: (name: string) => string, group: string): readonly string[];
  /** Of it and of the daemons that it starts for itself, names below that directory, or paths in its own /run. */
  readonly pidFiles: readonly string[];
  /**
   * The directory that it keeps its containers' logs in, a name below its own directory of at least two parts: one of a file system of the case's
   * can be mounted there. Absent where whoever starts a container says where its log is.
   */
  readonly logs?: string;
  /** Makes what must be there before its first start. */
  prepare(file: (name: string) => string): void;
  /** Whether it takes requests by now. */
  answers(socket: string): Promise<boolean>;
}
