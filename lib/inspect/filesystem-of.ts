import { readdirSync, readlinkSync } from "node:fs";
import { textOf } from "../host/proc.ts";
import type { InspectedStream } from "./inspection.ts";

/** Of an open file, by the number of its mount (proc(5): fdinfo, mountinfo), so that no server is asked; null where it is not known. */
export function filesystemOf(pid: number, fd: number): InspectedStream["filesystem"] {
  const mount = /^mnt_id:\s*(\d+)/m.exec(textOf(`/proc/${pid}/fdinfo/${fd}`))?.[1];
  if (mount === undefined) return null;
  // Mounts are numbered for all namespaces together. A log may have been opened in one that is neither the process's nor this one's.
  for (const table of tables(pid)) {
    const line = textOf(table)
      .split("\n")
      .find((one) => one.startsWith(`${mount} `));
    const found = line === undefined ? null : filesystemIn(line);
    if (found) return found;
  }
  return null;
}

/** Of each mount namespace that a process is in, the likeliest first. */
function* tables(pid: number): Generator<string> {
  yield `/proc/${pid}/mountinfo`;
  yield "/proc/self/mountinfo";
  const seen = new Set([namespaceOf(pid), namespaceOf("self")]);
  for (const other of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const namespace = namespaceOf(other);
    if (namespace === null || seen.has(namespace)) continue;
    seen.add(namespace);
    yield `/proc/${other}/mountinfo`;
  }
}

function namespaceOf(process: number | string): string | null {
  try {
    return readlinkSync(`/proc/${process}/ns/mnt`);
  } catch {
    return null; // It has ended, or is another user's.
  }
}

/** Of a line of mountinfo. */
export function filesystemIn(line: string): InspectedStream["filesystem"] {
  const [type, source] = line.split(" - ")[1]?.split(" ") ?? [];
  return type && source ? { type, source } : null;
}
