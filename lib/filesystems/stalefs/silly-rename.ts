import { renameSync, unlinkSync } from "node:fs";
import type { Node } from "./node.ts";
import { type NodeTable, pathIn } from "./nodes.ts";

/** Hides an open file under `.nfs…` until its last handle is released, instead of deleting it. */
export function giveSillyName(nodes: NodeTable, parent: Node, name: Buffer, node: Node): void {
  counter += 1;
  const inode = node.key.slice(node.key.indexOf(":") + 1);
  const hidden = `.nfs${BigInt(inode).toString(16).padStart(16, "0")}${counter.toString(16).padStart(8, "0")}`;
  const silly = { parent, name: Buffer.from(hidden) };
  renameSync(pathIn(parent, name), pathIn(parent, silly.name));
  nodes.pin(parent);
  node.silly = silly;
}

/** Deletes a file that only its handles kept; does nothing to others, or where the server deleted it meanwhile. */
export function removeSillyName(nodes: NodeTable, node: Node): void {
  const { silly } = node;
  if (silly === undefined) return;
  node.silly = undefined;
  if (nodes.known(silly.parent, silly.name) === node) unlinkSync(pathIn(silly.parent, silly.name));
  nodes.unpin(silly.parent);
}

let counter = 0;
