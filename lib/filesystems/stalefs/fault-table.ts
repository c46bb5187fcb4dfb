import type { FaultErrno, FaultOperation } from "../filesystem.ts";
import { Failure } from "./failure.ts";
import type { Name } from "./names.ts";
import type { Fault, Node } from "./node.ts";
import type { NodeTable } from "./nodes.ts";

/**
 * Injected faults. A fault belongs to the file that has the path when it is injected and follows it through renames
 * and deletions; a file that takes its place later is sound. Where nothing has the path yet, the fault waits for the
 * first file there, and answers look-ups and creations of that name meanwhile. The mount itself (path "") stalled
 * means everything on it; a directory's `create` means what is created in it.
 */
export class FaultTable {
  readonly #nodes: NodeTable;
  /** By the path as it was injected, so that it can be cleared when the file is elsewhere or gone. */
  readonly #byPath = new Map<string, Set<Fault>>();
  readonly #awaited = new Map<string, Fault>();

  constructor(nodes: NodeTable) {
    this.#nodes = nodes;
  }

  get empty(): boolean {
    return this.#byPath.size === 0;
  }

  /** @throws Failure or the system's error where a directory on the way is missing */
  answer(path: string, operations: readonly FaultOperation[], errno: FaultErrno): void {
    const { answers } = this.#faultFor(path);
    for (const operation of operations) answers.set(operation, errno);
  }

  /** @throws as `answer` does */
  stall(path: string): void {
    this.#faultFor(path).stalled = true;
  }

  /** Forgets what was injected by this path, and what the file has that is there now. */
  clear(path: string): void {
    const words = wordsOf(path);
    const faults = new Set(this.#byPath.get(words.join("/")));
    const node = this.#resolve(words);
    if (node?.fault !== undefined) faults.add(node.fault);
    for (const fault of faults) this.#remove(fault);
    if (node !== undefined) this.#nodes.forget(node, 0);
  }

  /** What a name answers: the fault that waits for a file there, or that of the file. */
  ofName({ parentId, name }: Name): Fault | undefined {
    return (
      this.#awaited.get(keyOf(parentId, name)) ?? this.#nodes.known(this.#nodes.get(parentId), name)?.fault
    );
  }

  /** A file has come to be at a name, or was found there: it takes over the fault that waits for it. */
  settle({ parentId, name }: Name, node: Node): void {
    const fault = this.#awaited.get(keyOf(parentId, name));
    if (fault === undefined) return;
    this.#stopAwaiting(fault);
    if (node.fault !== undefined) this.#remove(node.fault);
    this.#attach(fault, node);
  }

  #faultFor(path: string): Fault {
    const words = wordsOf(path);
    const node = this.#resolve(words);
    const fault = node === undefined ? this.#await(words) : (node.fault ?? this.#attach(newFault(), node));
    const faults = this.#byPath.get(words.join("/")) ?? new Set();
    this.#byPath.set(words.join("/"), faults.add(fault));
    return fault;
  }

  #await(words: readonly string[]): Fault {
    const parent = this.#resolve(words.slice(0, -1));
    if (parent === undefined) throw new Failure("ENOENT");
    const key = keyOf(parent.id, Buffer.from(words.at(-1) ?? ""));
    const known = this.#awaited.get(key);
    if (known !== undefined) return known;
    this.#nodes.pin(parent);
    const fault: Fault = { ...newFault(), awaited: { parent, key } };
    this.#awaited.set(key, fault);
    return fault;
  }

  #attach(fault: Fault, node: Node): Fault {
    this.#nodes.pin(node);
    node.fault = fault;
    fault.node = node;
    return fault;
  }

  #remove(fault: Fault): void {
    for (const [path, faults] of this.#byPath) {
      if (faults.delete(fault) && faults.size === 0) this.#byPath.delete(path);
    }
    this.#stopAwaiting(fault);
    if (fault.node === undefined) return;
    fault.node.fault = undefined;
    this.#nodes.unpin(fault.node);
  }

  #stopAwaiting(fault: Fault): void {
    if (fault.awaited === undefined) return;
    this.#awaited.delete(fault.awaited.key);
    this.#nodes.unpin(fault.awaited.parent);
    fault.awaited = undefined;
  }

  /** The caller keeps the node, or drops it by `forget`. */
  #resolve(words: readonly string[]): Node | undefined {
    let node: Node | undefined = this.#nodes.root;
    for (const word of words) {
      const parent: Node = node;
      node = this.#nodes.lookUp(parent, Buffer.from(word))?.node;
      this.#nodes.forget(parent, 0);
      if (node === undefined) return undefined;
    }
    return node;
  }
}

function newFault(): Fault {
  return { stalled: false, answers: new Map() };
}

/** @throws Failure EINVAL where the path would leave the mount */
function wordsOf(path: string): string[] {
  const words = path.split("/").filter((word) => word !== "" && word !== ".");
  if (words.includes("..")) throw new Failure("EINVAL");
  return words;
}

function keyOf(parentId: number, name: Buffer): string {
  return `${parentId}/${name.toString("latin1")}`;
}
