import type { StreamName } from "../log/stream-name.ts";
import type { Fate } from "../results/schema.ts";
import type { LogsAsked } from "../runtimes/engine-side.ts";

/** What an engine shows of its container; needs `logs` and `attach`. */
export interface ContainerEngine {
  /** The ways in which it gives the log back. */
  readonly ways: readonly string[];
  /** @param way one of `ways` */
  logs(way: string, asked?: LogsAsked): Promise<LogReader>;
  /** A client of the engine's own. Whether it is attached by now nobody tells but what it gets. */
  attach(): Promise<LogReader>;
  /** The same of the log alone, which ends with it; where that can be asked for. */
  attachForLog?(): Promise<LogReader>;
  /** What the engine says of the container, to be compared. */
  state(): Promise<string>;
  /** Starts the container that has ended once more (Claim, `stays`), and waits for its end. Its workload is let go on already. */
  runAgain(): Promise<Fate>;
}

/** Somebody who gets a container's output from its engine. */
export interface LogReader {
  /** What it has got of a stream so far. */
  got(stream: StreamName): Buffer;
  /** Whether it gets so many bytes of a stream within the moment that this gives it, or as many milliseconds as are said. */
  gets(stream: StreamName, bytes: number, milliseconds?: number): Promise<boolean>;
  /** Null after so many milliseconds, of this machine: for a race with what is to come before. */
  silence(milliseconds: number): Promise<null>;
  /** How it ended: `well`, or what was wrong; null where it does not end within the moment that this gives it. */
  ended(): Promise<string | null>;
  /** It does nothing from then on (SIGSTOP). Of one that is a process of its own. */
  stop(): Promise<void>;
  /** It is killed. */
  kill(): Promise<void>;
}
