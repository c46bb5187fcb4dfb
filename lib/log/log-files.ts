import type { StreamName } from "./stream-name.ts";

/** What a fault may do to a log. */
export interface LogFiles {
  /** The files of these streams, each once; one in which both streams stand is not given again for the second. */
  files(streams: readonly StreamName[]): readonly LogFile[];
  /** Told before a file is deleted, so that what it holds can be counted afterwards. */
  aboutToDelete(file: LogFile): Promise<void>;
  /** Told that what a file held stands in another one too, as a copy that was made of it before it is cut. */
  setAside(file: LogFile, path: string): void;
  /**
   * Told that its writer has opened it anew: what it held until now is an older part of it, and what comes into that from now on is no part of the log any
   * more.
   */
  begunAnew(file: LogFile): void;
  /** Told that it has another name, and that a new file has its own: what comes into either is the log's, whichever its writer writes. */
  renamed(file: LogFile): void;
  /** A program within the mount namespace of PID 1's side. */
  inside(program: string, ...words: string[]): Promise<void>;
}

export interface LogFile {
  readonly stream: StreamName;
  /** As PID 1's side names it. */
  readonly path: string;
  /** Where it really lives. */
  readonly serverPath: string;
}
