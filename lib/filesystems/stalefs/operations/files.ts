import { constants, readSync, writeSync } from "node:fs";
import { anyDescriptorOf, descriptorOf } from "../handles.ts";
import type { Operation } from "../served.ts";
import { EMPTY } from "../wire.ts";

/** Most bytes of one read or write; the kernel takes no more than 256 pages. */
export const MAX_TRANSFER = 1 << 20;

export const open: Operation = ({ nodes, handles }, request) =>
  encodeOpened(handles.openFile(nodes.get(request.nodeId), request.u32(0)), FOPEN_DIRECT_IO);

/** No page cache, so that every read and write reaches the server and can be answered with an error. */
export const FOPEN_DIRECT_IO = 1 << 0;

/** `struct fuse_open_out`. */
export function encodeOpened(handle: number, flags: number): Buffer {
  const body = Buffer.alloc(OPENED);
  body.writeUInt32LE(handle, 0);
  body.writeUInt32LE(flags, 8);
  return body;
}

const OPENED = 16;

export const read: Operation = ({ handles }, request) => {
  const size = Math.min(request.u32(16), scratch.length);
  const descriptor = anyDescriptorOf(handles.file(request.u64(0)));
  return scratch.subarray(0, readSync(descriptor, scratch, 0, size, request.u64(8)));
};

/** One is enough: an answer is written before the next request is looked at. */
const scratch = Buffer.allocUnsafeSlow(MAX_TRANSFER);

/**
 * Appends go to the true end of the backing file, whatever end the client knew: nothing is lost between appenders,
 * on the server too.
 */
export const write: Operation = ({ handles }, request) => {
  const data = request.data(40, request.u32(16));
  const append = (request.u32(32) & constants.O_APPEND) !== 0;
  const descriptor = descriptorOf(handles.file(request.u64(0)), append);
  const body = Buffer.alloc(8);
  body.writeUInt32LE(writeSync(descriptor, data, 0, data.length, request.u64(8)), 0);
  return body;
};

/** Nothing is ever dirty: each write has reached the server before it was answered. */
export const nothingDirty: Operation = () => EMPTY;

export const release: Operation = ({ handles }, request) => {
  handles.releaseFile(request.u64(0));
  return EMPTY;
};
