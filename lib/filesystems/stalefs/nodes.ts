import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
} from "node:fs";
import { Failure } from "./failure.ts";
import type { Node } from "./node.ts";

export interface Found {
  readonly node: Node;
  readonly stat: BigIntStats;
}

export class NodeTable {
  readonly root: Node;
  readonly #byId = new Map<number, Node>();
  readonly #byKey = new Map<string, Node>();
  #lastId = 0;

  /** The root gets id 1 (FUSE_ROOT_ID) by being first. */
  constructor(backing: string) {
    this.root = this.#open(Buffer.from(backing)).node;
    this.root.pins += 1;
  }

  /** @throws Failure ESTALE */
  get(id: number): Node {
    const node = this.#byId.get(id);
    if (node === undefined) throw new Failure("ESTALE");
    return node;
  }

  /** The node of a name in a directory, made if it has none yet; undefined where there is no such file. */
  lookUp(parent: Node, name: Buffer): Found | undefined {
    const path = pathIn(parent, name);
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    const node = this.#byKey.get(keyOf(stat));
    return node === undefined ? this.#open(path) : { node, stat };
  }

  /** Like `lookUp`, but makes no node. */
  known(parent: Node, name: Buffer): Node | undefined {
    const stat = lstatSync(pathIn(parent, name), { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? undefined : this.#byKey.get(keyOf(stat));
  }

  /** The node of a file that is open here. */
  ofDescriptor(descriptor: number): Found {
    const stat = fstatSync(descriptor, { bigint: true });
    const node = this.#byKey.get(keyOf(stat));
    return node === undefined ? this.#open(pathOfDescriptor(descriptor), O_PATH) : { node, stat };
  }

  /** Counts as FORGET does; with 0 lookups it drops a node that `lookUp` made and nobody has kept. */
  forget(node: Node, lookups: number): void {
    node.lookups -= lookups;
    this.#dropIfUnused(node);
  }

  pin(node: Node): void {
    node.pins += 1;
  }

  unpin(node: Node): void {
    node.pins -= 1;
    this.#dropIfUnused(node);
  }

  *[Symbol.iterator](): Iterator<Node> {
    yield* this.#byId.values();
  }

  #open(path: Buffer | string, flags = O_PATH | constants.O_NOFOLLOW): Found {
    const descriptor = openSync(path, flags);
    const stat = fstatSync(descriptor, { bigint: true });
    const key = keyOf(stat);
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      closeSync(descriptor); // Somebody replaced it on the server since it was looked for.
      return { node: known, stat };
    }
    this.#lastId += 1;
    const node: Node = { id: this.#lastId, descriptor, key, lookups: 0, pins: 0, handles: 0 };
    this.#byId.set(node.id, node);
    this.#byKey.set(key, node);
    return { node, stat };
  }

  #dropIfUnused(node: Node): void {
    if (node.lookups > 0 || node.pins > 0 || !this.#byId.delete(node.id)) return;
    this.#byKey.delete(node.key);
    closeSync(node.descriptor);
  }
}

/**
 * Attributes of a file that is still there.
 * @throws Failure ESTALE where it was deleted or replaced on the server
 */
export function statOf(node: Node): BigIntStats {
  const stat = fstatSync(node.descriptor, { bigint: true });
  if (stat.nlink === 0n) throw new Failure("ESTALE");
  return stat;
}

/** A path to the very file, wherever it was moved; calls that do not follow symbolic links need `realPath`. */
export function pathOf(node: Node): string {
  return pathOfDescriptor(node.descriptor);
}

/** The path that the file has on the server just now. */
export function realPath(node: Node): Buffer {
  return readlinkSync(pathOf(node), { encoding: "buffer" });
}

export function pathIn(parent: Node, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${pathOf(parent)}/`), name]);
}

/** asm-generic/fcntl.h; node has no name for it. */
const O_PATH = 0o10000000;

function pathOfDescriptor(descriptor: number): string {
  return `/proc/self/fd/${descriptor}`;
}

function keyOf(stat: BigIntStats): string {
  return `${stat.dev}:${stat.ino}`;
}
