import { textOf } from "./proc.ts";

/** Effective user and group of a process (proc(5), status: Uid, Gid), as its own user namespace numbers them; null where it has gone. */
export function userOf(pid: number): { uid: number; gid: number } | null {
  const [, uid, gid] = /^Uid:\t\d+\t(\d+)[\s\S]*^Gid:\t\d+\t(\d+)/m.exec(textOf(`/proc/${pid}/status`)) ?? [];
  return uid === undefined
    ? null
    : { uid: inside(pid, "uid_map", uid), gid: inside(pid, "gid_map", gid ?? "") };
}

/** By the map as it is to whoever reads it (user_namespaces(7)). */
function inside(pid: number, map: string, id: string): number {
  for (const line of textOf(`/proc/${pid}/${map}`).trim().split("\n")) {
    const [first = 0, outside = 0, size = 0] = line.trim().split(/\s+/).map(Number);
    if (Number(id) >= outside && Number(id) < outside + size) return Number(id) - outside + first;
  }
  return Number(id);
}
