import { execFileSync } from "node:child_process";
import { closeSync, constants, linkSync, mkdirSync, openSync, symlinkSync } from "node:fs";
import { constants as osConstants } from "node:os";
import { errnoOf, Failure } from "../failure.ts";
import { backingFlags } from "../handles.ts";
import { type Name, namesOf } from "../names.ts";
import type { Node } from "../node.ts";
import { type Found, pathIn, realPath, statOf } from "../nodes.ts";
import type { Operation, Served } from "../served.ts";
import type { Request } from "../wire.ts";
import { enter, own } from "./entries.ts";
import { encodeOpened, FOPEN_DIRECT_IO } from "./files.ts";

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_TRUNC, O_WRONLY, S_IFMT, S_IFREG, S_IFIFO } = constants;
const { EEXIST } = osConstants.errno;

export const create: Operation = (served, request) => {
  const [name, parent, path] = place(served, request);
  const flags = request.u32(0);
  const mode = request.u32(4) & 0o7777;
  const kept = backingFlags(flags) | O_NOFOLLOW;
  let descriptor: number;
  let found: Found;
  try {
    descriptor = openSync(path, kept | O_CREAT | O_EXCL, mode);
    found = own(request, parent, served.nodes.ofDescriptor(descriptor));
  } catch (error) {
    // Somebody created it on the server since the kernel looked for it.
    if (errnoOf(error) !== -EEXIST || flags & O_EXCL) throw error;
    descriptor = openSync(path, kept | (flags & O_TRUNC));
    found = served.nodes.ofDescriptor(descriptor);
  }
  const entry = enter(served, name, found);
  const handle = served.handles.openFile(found.node, flags, descriptor);
  return Buffer.concat([entry, encodeOpened(handle, FOPEN_DIRECT_IO)]);
};

/** @throws Failure EOPNOTSUPP for devices and sockets */
export const mknod: Operation = (served, request) => {
  const [name, parent, path] = place(served, request);
  const mode = request.u32(0);
  const type = mode & S_IFMT;
  if (type === S_IFREG) closeSync(openSync(path, O_CREAT | O_EXCL | O_WRONLY, mode & 0o7777));
  else if (type === S_IFIFO) makeFifo(parent, name.name, mode & 0o7777);
  else throw new Failure("EOPNOTSUPP");
  return enterNew(served, request, name, parent);
};

/** node has no mkfifo(3), so that a program does it; another process cannot use our /proc/self. */
function makeFifo(parent: Node, name: Buffer, mode: number): void {
  const path = `${realPath(parent)}/${name}`;
  execFileSync("mkfifo", ["-m", mode.toString(8), "--", path], { stdio: "ignore" });
}

export const mkdir: Operation = (served, request) => {
  const [name, parent, path] = place(served, request);
  mkdirSync(path, request.u32(0) & 0o7777);
  return enterNew(served, request, name, parent);
};

export const symlink: Operation = (served, request) => {
  const [name, parent, path] = place(served, request);
  symlinkSync(request.name(name.name.length + 1), path);
  return enterNew(served, request, name, parent);
};

export const link: Operation = (served, request) => {
  const [name, , path] = place(served, request);
  const node = served.nodes.get(request.u64(0));
  statOf(node);
  linkSync(realPath(node), path);
  return enter(served, name);
};

function place(served: Served, request: Request): [Name, Node, Buffer] {
  const [name] = namesOf(request) as [Name];
  const parent = served.nodes.get(name.parentId);
  return [name, parent, pathIn(parent, name.name)];
}

function enterNew(served: Served, request: Request, name: Name, parent: Node): Buffer {
  const found = served.nodes.lookUp(parent, name.name);
  if (found === undefined) throw new Failure("ENOENT");
  return enter(served, name, own(request, parent, found));
}
