import { textOf } from "./proc.ts";

/** Effective user and group of a process (proc(5), status: Uid, Gid), as this user namespace numbers them; null where it has gone. */
export function userOf(pid: number): { uid: number; gid: number } | null {
  const [, uid, gid] = /^Uid:\t\d+\t(\d+)[\s\S]*^Gid:\t\d+\t(\d+)/m.exec(textOf(`/proc/${pid}/status`)) ?? [];
  return uid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}
