import type { Detection } from "../detection.ts";
import type { MountNamespace } from "../host/namespace.ts";
import type { Need } from "../needs.ts";

/** Where the log lives. One implementation a file; `table.ts` lists them. */
export interface Filesystem {
  readonly name: string;
  /** One line for `fd012 list`. */
  readonly summary: string;
  /** The file system whose claims it takes; it is used only where it is named. */
  readonly variantOf?: string | undefined;
  /** What it offers to a claim; see needs.ts. */
  readonly offers?: readonly Need[];
  /** What it offers on some machines only, with what finds that out by trying; leaves nothing behind. Asked where a claim of the run needs it. */
  readonly tries?: Partial<Readonly<Record<Need, (namespace: MountNamespace) => Promise<boolean>>>>;
  /** Whether it can be used here; must not leave anything behind. */
  detect(): Promise<Detection>;
  /** Mounts at, or simply uses, a directory that the caller made and will remove. */
  mount(place: Place): Promise<Mounted>;
  /** The same by hand; see ByHand. */
  byHand(mount: string): ByHand;
}

/** Lines for a shell script that mounts at a directory that exists, sets `$server` to where the files really live, and undoes it. */
export interface ByHand {
  readonly mount: string;
  readonly unmount: string;
  /** Where there is a server that can be stopped. */
  readonly stopServer?: string;
}

export interface Place {
  /** An empty directory of the run's own, absolute. */
  readonly directory: string;
  readonly namespace: MountNamespace;
}

export interface Mounted {
  /** The directory as PID 1's side sees it: logs are opened below it. */
  readonly path: string;
  /** The same directory where the files really live, as the suite's own process reaches it. */
  readonly serverPath: string;
  /** Injected answers; only where the filesystem is the suite's own. */
  readonly faults?: Faults;
  /** The server goes on with a deleted file for as long as anybody on its own side has it open: to hold it would change what is observed. */
  readonly forgetsDeleted?: boolean;
  /** Whoever has a file open hears of its deletion only when the attributes that the client keeps have expired (nfs(5): ac). */
  readonly cachesAttributes?: boolean;
  /** Where there is a server that can be stopped. */
  readonly server?: StoppableServer;
  /** Takes all the room that is left; where there is so little that it can be taken. */
  fill?(): void;
  /** Gives back what `fill` has taken. */
  makeRoom?(): void;
  /** Has it answer every write with EROFS from then on, as after an error of its disk. It is never writable again. */
  turnReadOnly?(): Promise<void>;
  /** Where there is a quota that can be used up. */
  readonly quota?: Quota;
  /** Why its server has ended, where that is the suite's own and the suite did not end it; else null. */
  failure?(): string | null;
  /** Undoes `mount`; may be called twice, never throws for what is gone already. */
  unmount(): Promise<void>;
}

export interface StoppableServer {
  /** From then on nobody answers: whoever asks waits, or gives up, as the mount's options say. */
  stop(): Promise<void>;
  /** Who waits is answered again; a process that was killed meanwhile can only then end. */
  start(): Promise<void>;
}

export interface Quota {
  /** From then on it is used up: what would take room fails with EDQUOT, root's too. */
  exhaust(): Promise<void>;
  /** There is no limit any more. */
  lift(): Promise<void>;
}

/** File operations that can be given an answer of their own. */
export type FaultOperation =
  | "getattr"
  | "setattr"
  | "lookup"
  | "open"
  | "read"
  | "write"
  | "flush"
  | "fsync"
  | "create";

export type FaultErrno = "EIO" | "ENOSPC" | "EDQUOT" | "EACCES" | "ESTALE" | "EROFS";

export interface Faults {
  /** Answers `operations` on the file at `path` (relative to the mount) with `errno` until cleared. */
  answer(path: string, operations: readonly FaultOperation[], errno: FaultErrno): Promise<void>;
  /** Stops answering requests on `path`: callers block, as on a hard mount whose server is gone. */
  stall(path: string): Promise<void>;
  /** Forgets every fault on `path` and answers what was held back. */
  clear(path: string): Promise<void>;
}
