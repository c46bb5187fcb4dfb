import type { Detection } from "../detection.ts";
import type { MountNamespace } from "../host/namespace.ts";
import type { ProcessIdentity } from "../host/process.ts";
import type { Image } from "../images/image.ts";
import type { Need } from "../needs.ts";
import type { Fate } from "../results/schema.ts";
import type { LogPaths, Stdio, Strategy, StrategyTools } from "../strategies/strategy.ts";
import type { CallerProcess } from "./caller-process.ts";
import type { Daemon, DaemonKind } from "./daemon.ts";
import type { EngineSide } from "./engine-side.ts";

/** What creates the container. One implementation a file; `table.ts` lists them. */
export interface Runtime {
  readonly name: string;
  readonly summary: string;
  /** It can be driven on another user's behalf; see MountNamespace.as. */
  readonly drivesForOthers?: true;
  /** Whether it can be used here. Must be quick and leave nothing behind. */
  detect(namespace: MountNamespace): Promise<Detection>;
  /** How it does one cell. Starts nothing and asks nobody; what `detect` has found counts, where it was asked before. */
  plan(cell: Cell): Plan | Cannot;
  /** A daemon keeps containers when their run is gone: removes those whose labels are of a run that has ended for sure. */
  clean?(isDead: IsDead): Promise<Cleaned>;
  /** Removes the images that runs have loaded into an engine. */
  cleanImages?(): Promise<Cleaned>;
}

/** What a runtime is asked for, of a case. */
export interface Cell {
  readonly strategy: Strategy;
  /** The name of the one that the log lies on. */
  readonly filesystem: string;
  readonly place: Place;
}

export interface Cannot {
  /** Why not, as the skip says it. */
  readonly cannot: string;
}

/** How a runtime does one cell, from the wiring to the same by hand. */
export interface Plan {
  /** What it gives a claim there; see needs.ts. */
  readonly offers: ReadonlySet<Need>;
  /** What the suite starts for a claim that owns a daemon, and hands to `launch`; there where `daemon` is offered. */
  readonly daemon?: DaemonKind | undefined;
  /**
   * No daemon but one of the suite's own will do, for any claim: all that need not own it share one a file system. On that lie their logs, where
   * the kind keeps them in a directory of its own.
   */
  readonly needsDaemon?: boolean;
  /**
   * Makes what PID 1's descriptors will be, or leaves that to the engine, and says what they must be then. The caller closes it.
   * @throws MachineError where the suite's own part of it cannot be made
   */
  open(log: LogPaths, tools: StrategyTools): Promise<Stdio>;
  /**
   * Creates and starts the container. Resolves once the host's pid of the workload is known.
   * @param stdio what `open` has made, or the same in a state of the claim's
   * @param signal nobody wants the container any more: what has begun is ended and removed. Where that comes too late the container is there, for
   * whoever asked to end it
   * @throws StartFailed where the runtime gave up before that
   * @throws LaunchAborted where `signal` came first
   */
  launch(spec: ContainerSpec, stdio: Stdio, signal: AbortSignal): Promise<Running>;
  /** The same as commands for a shell. */
  byHand(spec: ContainerSpec, given: GivenByHand): ByHand;
}

/** What a script by hand has made before the container is started. */
export interface GivenByHand {
  readonly log: LogPaths;
  /** What fds 0–2 of the runtime are to be, of the script's own descriptors; an engine has no part in them. */
  readonly sources: Stdio["sources"];
  /** Where the host's pid of the workload is to be written. */
  readonly pidFile: string;
}

export interface ByHand {
  /** Does what `launch` does, waits for the end of PID 1, and ends with the status that the runtime reports. */
  readonly start: string;
  /** Executes a program in the container and ends with its status; absent where nothing can be executed. */
  readonly exec?: (words: readonly string[]) => string;
  /** Ends and removes what `start` has made, whatever became of it; absent where nothing outlives its processes. */
  readonly end?: string;
  /** A shell word for the file in which an engine keeps the log, where that is not the case's. */
  readonly log?: string;
}

/** @param label a path in the run's directory; @param owner what OWNER_LABEL says, empty where there is none */
export type IsDead = (label: string, owner: string) => boolean;

export interface Cleaned {
  /** What was removed, by kind and name. */
  readonly removed: readonly string[];
  /** A sentence for each thing that could not be. */
  readonly problems: readonly string[];
}

/** Where the workload can stand: PID 1 itself, a child of an init that is PID 1, or in the PID namespace of the host. */
export const PLACES = ["pid1", "under-init", "host-pid-namespace"] as const;
export type Place = (typeof PLACES)[number];

export interface ContainerSpec {
  /** Unique on the machine; containers are found again by it. */
  readonly label: string;
  /** Of a script by hand, whose shell it is that owns the container; absent where it is this process. */
  readonly owner?: string;
  readonly image: Image;
  /** Arguments after the image's entrypoint. */
  readonly args: readonly string[];
  readonly place: Place;
  /** The channel's directory on the host; see control-mounts.ts for what of it is mounted where. */
  readonly control: string;
  readonly namespace: MountNamespace;
  /** `image`: nothing is mounted on /dev, and its root file system is the case's own. */
  readonly dev?: "image";
  /** Whose process PID 1 is to be; root's unless told otherwise. */
  readonly user?: User;
  /** Further bind mounts, writable. */
  readonly mounts?: readonly { readonly source: string; readonly target: string }[];
  /** PID 1's working directory, as the runtime is to be told it; `/` where nobody says one. Need `cwd`. */
  readonly cwd?: string | undefined;
  /** What the process that calls the runtime is; need `caller-process`. */
  readonly caller?: CallerProcess | undefined;
  /** How many descriptors above 2 the runtime is told to pass on; need `preserve-fds`. */
  readonly preserve?: number | undefined;
  /** Has the kernel trace follow a daemon, and what it starts from then on; the caller's own children are followed anyway. */
  readonly follow: (pid: number) => void;
  /** An engine keeps it when it has ended, until it is killed. */
  readonly stays?: true | undefined;
  /** The suite's own, which is to start it in place of the machine's. It may be killed, and then `kill` ends what is left without it. */
  readonly daemon?: Daemon | undefined;
}

/** By numbers, which no image needs to know. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

export interface Running {
  /** pid of the workload in the host's PID namespace. */
  readonly hostPid: number;
  /** Who had that pid when it was seen to be the container's, so that nobody else is ever signalled; null where it had gone by then. */
  readonly process: ProcessIdentity | null;
  /** What the runtime tells its caller of the end: its own exit status, or what its API says. Never rejects. */
  readonly exited: Promise<Fate>;
  /**
   * Why `exited` is no word of the runtime's: the suite's own process waited for PID 1 (wait(2)), since here nothing else does. Then it is how PID 1
   * ended, and no status was reported.
   */
  readonly unreported?: string;
  /** Why the host's kernel knows nothing of PID 1 itself, as under gVisor; hostPid is then its sandbox's. */
  readonly opaque?: string;
  /**
   * Executes another program in the container. Resolves once whoever was told to has been started; that the program runs it tells itself.
   * @throws StartFailed
   */
  exec?(program: Executable, stdio: Stdio): Promise<Executing>;
  /** The runtime's own process, where it stays until PID 1 has ended and can be signalled; need `signal-runtime`. */
  readonly runtime?: ProcessIdentity | null;
  /** The process of the runtime's that holds what PID 1 writes to, and waits for its end: conmon, containerd's shim. */
  readonly monitor?: ProcessIdentity | null;
  /** Has whoever writes the log open it anew, as after a rotation: `need reopen`. @throws Error with its word where it does not */
  reopen?(): Promise<void>;
  /** What its engine shows of it; needs `logs` and `attach`. */
  readonly engine?: EngineSide;
  /** The engine's daemons that the container goes through, the machine's or the suite's own; nobody signals these. */
  readonly daemons?: readonly ProcessIdentity[];
  /** What the engine answers who asks it for the status now, after whatever became of its parts; null where it knows no such container. Need `asked-status`. */
  status?(): Promise<Fate | null>;
  /** Sends a signal where kill(2) on hostPid does not reach the workload. */
  signal?(name: NodeJS.Signals): Promise<void>;
  /** Ends the container by SIGKILL; resolves when the runtime has gone too. */
  kill(): Promise<void>;
  /** What the runtime has left on the host once its container has ended: state, cgroups. Asked once. */
  leftovers?(): Promise<string[]>;
  /** What the runtime itself has printed so far. */
  said(): string;
}

/** What is executed in a container that runs. */
export interface Executable {
  /** Unique in the container. */
  readonly name: string;
  readonly words: readonly string[];
  /** A path of the run's own, for whoever writes one. */
  readonly pidFile: string;
}

/** Somebody of the runtime's who waits for what was executed. */
export type Executing = Pick<Running, "exited" | "kill" | "said">;
