import { renameSync, rmdirSync, unlinkSync } from "node:fs";
import { Failure } from "../failure.ts";
import { type Name, namesOf } from "../names.ts";
import type { Node } from "../node.ts";
import { pathIn, statOf } from "../nodes.ts";
import type { Operation } from "../served.ts";
import { giveSillyName } from "../silly-rename.ts";
import { EMPTY } from "../wire.ts";

/** @throws Failure EBUSY for the name that hides an open file, as NFS clients answer */
export const unlink: Operation = (served, request) => {
  const [{ parentId, name }] = namesOf(request) as [Name];
  const parent = served.nodes.get(parentId);
  const node = served.nodes.known(parent, name);
  if (node?.silly?.name.equals(name)) throw new Failure("EBUSY");
  if (mustStay(node)) giveSillyName(served.nodes, parent, name, node);
  else unlinkSync(pathIn(parent, name));
  return EMPTY;
};

export const rmdir: Operation = (served, request) => {
  const [{ parentId, name }] = namesOf(request) as [Name];
  rmdirSync(pathIn(served.nodes.get(parentId), name));
  return EMPTY;
};

export const rename: Operation = (served, request) => {
  const [from, to] = namesOf(request) as [Name, Name];
  const fromParent = served.nodes.get(from.parentId);
  const toParent = served.nodes.get(to.parentId);
  statOf(toParent);
  const replaced = served.nodes.known(toParent, to.name);
  const same = replaced !== undefined && replaced === served.nodes.known(fromParent, from.name);
  if (!same && mustStay(replaced)) giveSillyName(served.nodes, toParent, to.name, replaced);
  renameSync(pathIn(fromParent, from.name), pathIn(toParent, to.name));
  return EMPTY;
};

/** @throws Failure EINVAL for RENAME_NOREPLACE and RENAME_EXCHANGE, as NFS clients answer */
export const rename2: Operation = (served, request) => {
  if (request.u32(8) !== 0) throw new Failure("EINVAL");
  return rename(served, request);
};

function mustStay(node: Node | undefined): node is Node {
  return node !== undefined && node.handles > 0 && node.silly === undefined;
}
