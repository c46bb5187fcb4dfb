import type { FaultErrno, FaultOperation } from "../filesystem.ts";

/**
 * One file of the backing directory that the kernel, a handle or a fault knows. It is found by an O_PATH descriptor:
 * that keeps its inode number from being used again, follows it through renames on the server, and its link count
 * of 0 tells that it was deleted there.
 */
export interface Node {
  readonly id: number;
  readonly descriptor: number;
  readonly key: string;
  /** `nlookup` of fuse.h: how often the kernel was told of it and has not said FORGET. */
  lookups: number;
  /** Other reasons to keep it. */
  pins: number;
  /** Open files, directories not counted. */
  handles: number;
  silly?: SillyName | undefined;
  fault?: Fault | undefined;
}

/** The name that an open file got when it was deleted through the mount, as NFS clients do it. */
export interface SillyName {
  readonly parent: Node;
  readonly name: Buffer;
}

/** What one file answers instead of the truth. */
export interface Fault {
  stalled: boolean;
  readonly answers: Map<FaultOperation, FaultErrno>;
  /** The file that has it, or else the directory and name where a file is awaited. */
  node?: Node | undefined;
  awaited?: { readonly parent: Node; readonly key: string } | undefined;
}
