import type { Mounted } from "../filesystems/filesystem.ts";
import type { ProcessIdentity } from "../host/process.ts";
import type { LogFiles } from "../log/log-files.ts";
import type { StreamName } from "../log/stream-name.ts";
import type { Need } from "../needs.ts";
import type { Daemon } from "../runtimes/daemon.ts";
import type { FarReader, FarTerminal } from "../strategies/strategy.ts";

export type { StreamName } from "../log/stream-name.ts";

export const both: readonly StreamName[] = ["stdout", "stderr"];

/** What is done while PID 1 runs: to the log, its file system or its reader. One a file; `table.ts` lists them. */
export interface Fault {
  readonly name: string;
  /** What the cell must offer; a claim that inflicts it states these. */
  readonly needs: readonly Need[];
  /**
   * Does it, by a way that follows no link that a container can have made. What undoes it is registered first.
   * @throws where it could not be done: a fault that was not made is not observed
   */
  inflict(at: Scene): Promise<void> | void;
  /** Lines of sh before the container starts, which keeps nothing of fd 8. */
  preparedByHand?(at: SceneByHand): readonly string[];
  /** Lines of sh that do the same by hand. */
  byHand(at: SceneByHand): readonly string[];
  /** Lines of sh that undo it, where a claim may undo it while PID 1 runs. */
  undoneByHand?(at: SceneByHand): readonly string[];
  /** Streams whose file goes; a mount that keeps attributes may know of it only later. */
  readonly deletes?: readonly StreamName[];
}

/** Where a fault is inflicted. */
export interface Scene {
  readonly log: LogFiles;
  readonly mounted: Mounted;
  /** Who reads fds 1 and 2, where that is the suite's own. */
  readonly reader: FarReader | undefined;
  /** Who holds what PID 1 writes to and waits for its end, where that is a process of the runtime's own. */
  readonly monitor: ProcessIdentity | null | undefined;
  /** The other end of the terminal that fds 0–2 are, where that is the suite's own. */
  readonly terminal?: FarTerminal | undefined;
  /** The engine's daemon, where that is the suite's own; the machine's is never there. */
  readonly daemon?: Daemon | undefined;
  /** Has whoever writes the log open it anew; where the runtime can be told so. */
  readonly reopen?: (() => Promise<void>) | undefined;
  /** Registers what undoes it. It is undone by the claim, or when PID 1 has to end: who waits for a server does not die before. */
  undoneBy(undo: () => Promise<void> | void): void;
}

/** Words of sh for the same. */
export interface SceneByHand {
  /** The file of a stream where it really lives; the same word twice where one file holds both. */
  onServer(stream: StreamName): string;
  /** The file of a stream as PID 1 has it. */
  throughMount(stream: StreamName): string;
  /** Where the file system really lives. */
  readonly server: string;
  /** A command that stops the server of the log; null where there is none. */
  readonly stopServer: string | null;
}

/** Words of each file on the server, each once. */
export function filesByHand(at: SceneByHand, streams: readonly StreamName[]): readonly string[] {
  return [...new Set(streams.map((stream) => at.onServer(stream)))];
}
