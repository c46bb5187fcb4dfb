import { type BigIntStats, chownSync } from "node:fs";
import { ATTRIBUTES, encodeAttributes } from "../attributes.ts";
import { Failure } from "../failure.ts";
import type { Name } from "../names.ts";
import type { Node } from "../node.ts";
import { type Found, pathOf, statOf } from "../nodes.ts";
import type { Served } from "../served.ts";
import type { Request } from "../wire.ts";

/** Bytes of `struct fuse_entry_out`. */
const ENTRY = 40 + ATTRIBUTES;

/**
 * Tells the kernel of a name's node, in `struct fuse_entry_out`: never to be cached, so that a change on the server
 * is seen at the next look-up. Counts as a look-up.
 * @throws Failure ENOENT
 */
export function enter(served: Served, name: Name, found = lookUp(served, name)): Buffer {
  served.faults.settle(name, found.node);
  found.node.lookups += 1;
  return encodeEntry(found.node, found.stat);
}

function lookUp({ nodes }: Served, { parentId, name }: Name): Found {
  const found = nodes.lookUp(nodes.get(parentId), name);
  if (found === undefined) throw new Failure("ENOENT");
  return found;
}

function encodeEntry(node: Node, stat: BigIntStats): Buffer {
  const body = Buffer.alloc(ENTRY); // Generation and both time limits stay 0.
  body.writeUInt32LE(node.id, 0);
  encodeAttributes(body, 40, stat);
  return body;
}

/** Gives a new file to its creator, whose request the server did under its own name. */
export function own(request: Request, parent: Node, found: Found): Found {
  const { gid, mode } = statOf(parent);
  const group = (mode & SET_GID) === 0n ? request.gid : Number(gid);
  if (BigInt(request.uid) === found.stat.uid && BigInt(group) === found.stat.gid) return found;
  chownSync(pathOf(found.node), request.uid, group);
  return { node: found.node, stat: statOf(found.node) };
}

const SET_GID = 0o2000n;
