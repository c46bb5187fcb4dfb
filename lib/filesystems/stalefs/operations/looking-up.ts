import { readlinkSync } from "node:fs";
import { namesOf } from "../names.ts";
import { realPath } from "../nodes.ts";
import type { Operation } from "../served.ts";
import { enter } from "./entries.ts";

export const lookup: Operation = (served, request) => {
  for (const name of namesOf(request)) return enter(served, name);
  return undefined;
};

export const forget: Operation = ({ nodes }, request) => {
  nodes.forget(nodes.get(request.nodeId), request.u64(0));
  return undefined;
};

/** `struct fuse_batch_forget_in`, then one `struct fuse_forget_one` after the other. */
export const batchForget: Operation = ({ nodes }, request) => {
  const count = request.u32(0);
  for (let index = 0; index < count; index += 1) {
    nodes.forget(nodes.get(request.u64(8 + index * 16)), request.u64(16 + index * 16));
  }
  return undefined;
};

export const readlink: Operation = ({ nodes }, request) =>
  readlinkSync(realPath(nodes.get(request.nodeId)), { encoding: "buffer" });
