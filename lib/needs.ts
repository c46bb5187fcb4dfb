/**
 * What a claim may need of its cell, with the sentence that a skip says where nothing there offers it. Runtimes, file systems and faults use these
 * words; `matrix.ts` holds them against each other.
 */
export const NEEDS = {
  /** The caller's own fds 0–2 become PID 1's, or are relayed to it: they can be given in a state of the claim's. */
  "caller-stdio": ({ runtime }: CellNames) => `${runtime} is not called with PID 1's stdio`,
  /** Whoever calls the runtime can be made to ignore and block signals, and can have a umask, limits and a directory of the claim's. */
  "caller-process": ({ runtime }: CellNames) =>
    `${runtime} is not called by a process whose signals fd012 can set, or there is no perl to set them`,
  /** Descriptors above 2 reach PID 1 where the runtime is told so, `--preserve-fds N`, and nowhere else. */
  "preserve-fds": ({ runtime }: CellNames) => `${runtime} has no option --preserve-fds`,
  /** PID 1's working directory can be any text: nobody but the runtime looks at it first. */
  cwd: ({ runtime }: CellNames) => `${runtime} is not told PID 1's working directory by fd012`,
  /** The runtime's own process stays until PID 1 has ended, and can be signalled. */
  "signal-runtime": ({ runtime }: CellNames) => `${runtime} has no process of its own that stays with PID 1`,
  /** It documents that it hands on to PID 1 the signals that it gets itself. */
  "forwards-signals": ({ runtime }: CellNames) =>
    `${runtime} does not document that it forwards signals to PID 1`,
  /** No process of the runtime's stays: create and start have ended while PID 1 runs. */
  background: ({ runtime }: CellNames) => `${runtime} stays while PID 1 runs`,
  /** What it has no setting for, as limits of resources, PID 1 inherits of its caller. */
  inherits: ({ runtime }: CellNames) => `${runtime} documents limits of its own for PID 1`,
  /** A PID 1 that never says that it runs can be started and awaited all the same. */
  instant: ({ runtime }: CellNames) => `${runtime} is known to have started by PID 1's own word alone`,
  /** Device nodes can be made and opened in the temporary directory. */
  "device-nodes": ({ filesystem }: CellNames) =>
    `${filesystem} is where no device node can be made and opened: that takes root, and a mount without nodev`,
  /** Whoever reads PID 1's pipes is the suite's own. */
  "own-reader": ({ runtime }: CellNames) =>
    `${runtime} is not called with PID 1's stdio, so the suite does not read its pipes`,
  /** Programs can be executed in a container that runs. */
  exec: ({ runtime }: CellNames) => `${runtime} executes nothing in a container that runs`,
  /** An engine gives back what a container has written, by commands of its own, and keeps the container when it has ended. */
  logs: ({ runtime, strategy }: CellNames) => `${runtime} gives no log of ${strategy} back`,
  /** An engine's own client can be attached to a container that runs already. */
  attach: ({ runtime, strategy }: CellNames) => `${runtime} attaches no client to ${strategy}`,
  /** A process of the runtime's own holds what PID 1 writes to, and it can be ended apart from the runtime that was called. */
  monitor: ({ runtime }: CellNames) => `${runtime} has no monitor that could be ended`,
  /** Whoever writes the log can be told to open it anew, as after a rotation. */
  reopen: ({ runtime }: CellNames) => `${runtime} cannot be told to open its log anew`,
  /** The engine can be asked for a container's status again, whatever became of its parts. */
  "asked-status": ({ runtime }: CellNames) => `${runtime} keeps nobody who could be asked for a status`,
  /** The file system has so little room that all of it can be taken. */
  fill: ({ filesystem }: CellNames) => `${filesystem} has too much room to be filled`,
  /** There is a server that can be stopped and started again. */
  "stop-server": ({ filesystem }: CellNames) => `${filesystem} has no server that could be stopped`,
  /** Single operations can be given an answer of the claim's, or none. */
  "inject-answers": ({ filesystem }: CellNames) => `${filesystem} gives no answers but its own`,
  /** It can be made to refuse all writing, as after an error of its disk, while files are open on it. */
  "read-only": ({ filesystem }: CellNames) =>
    `${filesystem} does not turn read-only while its files are open`,
  /** There is a quota that holds for root too, and can be used up. */
  quota: ({ filesystem }: CellNames) => `${filesystem} has no quota`,
  /** Attributes of inodes (chattr(1)) can be set there. A file that stays immutable goes with its mount, so none of the machine's own disks offers it. */
  "inode-flags": ({ filesystem }: CellNames) => `${filesystem} keeps no inode flags`,
  /** fds 0–2 are a terminal whose other end the suite has. */
  terminal: ({ runtime, strategy }: CellNames) =>
    `${runtime} wires ${strategy} without a terminal whose other end is the suite's`,
  /** Nothing need be mounted on the image's own /dev, and a root file system of the case's own can be taken. */
  "image-dev": ({ runtime }: CellNames) => `${runtime} mounts a /dev of its own over the image's`,
  /** Something is mounted on /dev, so that what is in it is the runtime's work. */
  "own-dev": ({ runtime }: CellNames) => `${runtime} leaves the image's own /dev as it is`,
  /** PID 1 can be the process of a user other than root, whose files on the host are that user's too. */
  user: ({ runtime }: CellNames) => `${runtime} cannot be told here whose process PID 1 is to be`,
  /** It has an init of its own, of which its manual says that it hands signals on. */
  "forwarding-init": ({ runtime }: CellNames) => `${runtime} has no init that is said to hand signals on`,
  /** The engine runs on a daemon of the suite's own, which may be killed. */
  daemon: ({ runtime }: CellNames) => `${runtime} has no daemon of the suite's own`,
} as const;

export type Need = keyof typeof NEEDS;

/** Names of what a case is made of, for the sentences. */
export interface CellNames {
  readonly runtime: string;
  readonly strategy: string;
  readonly filesystem: string;
  readonly image: string;
}

/** The first of the needs that nobody offers, as a sentence; null where all are offered. */
export function unmetNeed(
  needs: readonly Need[],
  offers: ReadonlySet<Need>,
  names: CellNames,
): string | null {
  const unmet = needs.find((need) => !offers.has(need));
  return unmet === undefined ? null : NEEDS[unmet](names);
}
