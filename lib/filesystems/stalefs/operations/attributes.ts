import {
  type BigIntStats,
  chmodSync,
  chownSync,
  constants,
  ftruncateSync,
  statfsSync,
  truncateSync,
  utimesSync,
} from "node:fs";
import { ATTRIBUTES, encodeAttributes } from "../attributes.ts";
import { anyDescriptorOf } from "../handles.ts";
import { pathOf, statOf } from "../nodes.ts";
import type { Operation, Served } from "../served.ts";
import { EMPTY, type Request } from "../wire.ts";

export const getattr: Operation = ({ nodes }, request) => encode(statOf(nodes.get(request.nodeId)));

/** Which fields of `struct fuse_setattr_in` count. */
const FATTR = {
  MODE: 1 << 0,
  UID: 1 << 1,
  GID: 1 << 2,
  SIZE: 1 << 3,
  ATIME: 1 << 4,
  MTIME: 1 << 5,
  HANDLE: 1 << 6,
  ATIME_NOW: 1 << 7,
  MTIME_NOW: 1 << 8,
} as const;

/** Times are as exact as node's doubles, to about 0.2 µs; node takes times before 1970 for now. */
export const setattr: Operation = (served, request) => {
  const node = served.nodes.get(request.nodeId);
  const path = pathOf(node);
  const valid = request.u32(0);
  if (valid & FATTR.MODE) chmodSync(path, request.u32(68) & 0o7777);
  if (valid & (FATTR.UID | FATTR.GID)) {
    chownSync(path, valid & FATTR.UID ? request.u32(76) : KEEP, valid & FATTR.GID ? request.u32(80) : KEEP);
  }
  if (valid & FATTR.SIZE) resize(served, request, valid, path);
  if (valid & (FATTR.ATIME | FATTR.MTIME)) {
    const before = statOf(node);
    utimesSync(path, accessTime(request, valid, before), modificationTime(request, valid, before));
  }
  return encode(statOf(node));
};

/** chown(2)'s word for an owner that stays, as node wants it. */
const KEEP = 0xffff_ffff;

function resize({ handles }: Served, request: Request, valid: number, path: string): void {
  const size = request.u64(16);
  const handle = valid & FATTR.HANDLE ? handles.file(request.u64(8)) : undefined;
  // The file's mode may forbid by now what the handle was opened for.
  if (handle === undefined || handle.access === constants.O_RDONLY) truncateSync(path, size);
  else ftruncateSync(anyDescriptorOf(handle), size);
}

function accessTime(request: Request, valid: number, before: BigIntStats): number {
  if (!(valid & FATTR.ATIME)) return Number(before.atimeNs) / 1e9;
  return valid & FATTR.ATIME_NOW ? Date.now() / 1e3 : Number(request.bigint(32)) + request.u32(56) / 1e9;
}

function modificationTime(request: Request, valid: number, before: BigIntStats): number {
  if (!(valid & FATTR.MTIME)) return Number(before.mtimeNs) / 1e9;
  return valid & FATTR.MTIME_NOW ? Date.now() / 1e3 : Number(request.bigint(40)) + request.u32(60) / 1e9;
}

/** `struct fuse_attr_out`, not to be cached. */
function encode(stat: BigIntStats): Buffer {
  const body = Buffer.alloc(16 + ATTRIBUTES);
  encodeAttributes(body, 16, stat);
  return body;
}

/** Permissions are checked by the kernel (`default_permissions`); what is left to say is that the file is there. */
export const access: Operation = () => EMPTY;

/** `struct fuse_statfs_out`. */
export const statfs: Operation = ({ nodes }, request) => {
  const { blocks, bfree, bavail, files, ffree, bsize } = statfsSync(pathOf(nodes.get(request.nodeId)), {
    bigint: true,
  });
  const body = Buffer.alloc(80);
  [blocks, bfree, bavail, files, ffree].forEach((value, index) => {
    body.writeBigUInt64LE(BigInt.asUintN(64, value), index * 8);
  });
  body.writeUInt32LE(Number(bsize), 40);
  body.writeUInt32LE(NAME_MAX, 44);
  body.writeUInt32LE(Number(bsize), 48);
  return body;
};

const NAME_MAX = 255;
