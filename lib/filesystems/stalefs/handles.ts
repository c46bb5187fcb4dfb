import { closeSync, constants, openSync } from "node:fs";
import { Failure } from "./failure.ts";
import type { Node } from "./node.ts";
import { type NodeTable, pathOf } from "./nodes.ts";
import { removeSillyName } from "./silly-rename.ts";

/** One open file of a client: what FUSE calls `fh`. */
export interface FileHandle {
  readonly node: Node;
  /** O_RDONLY, O_WRONLY or O_RDWR. */
  readonly access: number;
  /** Backing descriptors; a client may turn O_APPEND on and off, the other one is opened when it does. */
  plain?: number | undefined;
  appending?: number | undefined;
}

export interface DirectoryHandle {
  readonly node: Node;
  /** What READDIR answers from, packed anew whenever the client starts at the beginning. */
  entries: readonly Buffer[];
}

const ACCESS_MODE = constants.O_RDONLY | constants.O_WRONLY | constants.O_RDWR;

export class HandleTable {
  readonly #nodes: NodeTable;
  readonly #files = new Map<number, FileHandle>();
  readonly #directories = new Map<number, DirectoryHandle>();
  #lastId = 0;

  constructor(nodes: NodeTable) {
    this.#nodes = nodes;
  }

  /** Returns the handle's id. `flags` are open(2)'s, `descriptor` is there if CREATE has opened the file already. */
  openFile(node: Node, flags: number, descriptor?: number): number {
    const handle: FileHandle = { node, access: flags & ACCESS_MODE };
    const append = (flags & constants.O_APPEND) !== 0;
    handle[append ? "appending" : "plain"] = descriptor ?? openBacking(handle, append);
    this.#nodes.pin(node);
    node.handles += 1;
    this.#lastId += 1;
    this.#files.set(this.#lastId, handle);
    return this.#lastId;
  }

  /** @throws Failure EBADF */
  file(id: number): FileHandle {
    return this.#files.get(id) ?? missing();
  }

  releaseFile(id: number): void {
    const { node, plain, appending } = this.file(id);
    this.#files.delete(id);
    if (plain !== undefined) closeSync(plain);
    if (appending !== undefined) closeSync(appending);
    node.handles -= 1;
    if (node.handles === 0) removeSillyName(this.#nodes, node);
    this.#nodes.unpin(node);
  }

  openDirectory(node: Node): number {
    this.#nodes.pin(node);
    this.#lastId += 1;
    this.#directories.set(this.#lastId, { node, entries: [] });
    return this.#lastId;
  }

  /** @throws Failure EBADF */
  directory(id: number): DirectoryHandle {
    return this.#directories.get(id) ?? missing();
  }

  releaseDirectory(id: number): void {
    const { node } = this.directory(id);
    this.#directories.delete(id);
    this.#nodes.unpin(node);
  }
}

/** Flags that mean something to the backing file as well: access mode, and appending at the true end of the file. */
export function backingFlags(flags: number): number {
  return flags & (ACCESS_MODE | constants.O_APPEND);
}

/** A descriptor that appends, or one that writes where it is told: pwrite(2) cannot do the latter on the former. */
export function descriptorOf(handle: FileHandle, append: boolean): number {
  const kind = append ? "appending" : "plain";
  const descriptor = handle[kind] ?? openBacking(handle, append);
  handle[kind] = descriptor;
  return descriptor;
}

/** Any descriptor, for what does not depend on O_APPEND. */
export function anyDescriptorOf(handle: FileHandle): number {
  return handle.plain ?? handle.appending ?? missing();
}

function openBacking({ node, access }: FileHandle, append: boolean): number {
  return openSync(pathOf(node), append ? access | constants.O_APPEND : access);
}

function missing(): never {
  throw new Failure("EBADF");
}
