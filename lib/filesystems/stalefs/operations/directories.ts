import { type BigIntStats, lstatSync, readdirSync } from "node:fs";
import type { Node } from "../node.ts";
import { pathIn, pathOf, statOf } from "../nodes.ts";
import type { Operation } from "../served.ts";
import { EMPTY } from "../wire.ts";
import { encodeOpened } from "./files.ts";

export const opendir: Operation = ({ nodes, handles }, request) =>
  encodeOpened(handles.openDirectory(nodes.get(request.nodeId)), 0);

/** Offsets are positions in the list that was made when the client began to read. */
export const readdir: Operation = ({ handles }, request) => {
  const handle = handles.directory(request.u64(0));
  const offset = request.u64(8);
  const size = request.u32(16);
  if (offset === 0) handle.entries = list(handle.node);
  const answer: Buffer[] = [];
  let length = 0;
  for (let index = offset; index < handle.entries.length; index += 1) {
    const entry = handle.entries[index] as Buffer;
    length += entry.length;
    if (length > size) break;
    answer.push(entry);
  }
  return answer.length === 0 ? EMPTY : Buffer.concat(answer);
};

function list(directory: Node): Buffer[] {
  const own = statOf(directory);
  const entries = [encode(1, Buffer.from("."), own), encode(2, Buffer.from(".."), own)];
  for (const name of readdirSync(pathOf(directory), { encoding: "buffer" })) {
    const stat = lstatSync(pathIn(directory, name), { bigint: true, throwIfNoEntry: false });
    if (stat !== undefined) entries.push(encode(entries.length + 1, name, stat));
  }
  return entries;
}

/** `struct fuse_dirent`; `next` is the offset of the entry after it. */
function encode(next: number, name: Buffer, stat: BigIntStats): Buffer {
  const entry = Buffer.alloc((DIRENT + name.length + 7) & ~7);
  entry.writeBigUInt64LE(stat.ino, 0);
  entry.writeUInt32LE(next, 8);
  entry.writeUInt32LE(name.length, 16);
  entry.writeUInt32LE((Number(stat.mode) & 0o170000) >> 12, 20);
  name.copy(entry, DIRENT);
  return entry;
}

const DIRENT = 24;

export const releasedir: Operation = ({ handles }, request) => {
  handles.releaseDirectory(request.u64(0));
  return EMPTY;
};
