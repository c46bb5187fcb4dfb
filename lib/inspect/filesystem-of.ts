import { textOf } from "../host/proc.ts";
import type { InspectedStream } from "./inspection.ts";

/** Of an open file, by the number of its mount (proc(5): fdinfo, mountinfo), so that no server is asked; null where it is not known. */
export function filesystemOf(pid: number, fd: number): InspectedStream["filesystem"] {
  const mount = /^mnt_id:\s*(\d+)/m.exec(textOf(`/proc/${pid}/fdinfo/${fd}`))?.[1];
  if (mount === undefined) return null;
  for (const table of [`/proc/${pid}/mountinfo`, "/proc/self/mountinfo"]) {
    const line = textOf(table)
      .split("\n")
      .find((one) => one.startsWith(`${mount} `));
    const found = line === undefined ? null : filesystemIn(line);
    if (found) return found;
  }
  return null; // Opened in a namespace that neither of the two is in.
}

/** Of a line of mountinfo. */
export function filesystemIn(line: string): InspectedStream["filesystem"] {
  const [type, source] = line.split(" - ")[1]?.split(" ") ?? [];
  return type && source ? { type, source } : null;
}
