import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** What a file holds; empty where there is none, it has gone meanwhile, or it is not ours to read, as of a process of /proc that ends. */
export function textOf(file: string, encoding: BufferEncoding = "utf8"): string {
  try {
    const length = readInto(room, file);
    return length < room.length ? room.toString(encoding, 0, length) : readFileSync(file, encoding);
  } catch {
    return "";
  }
}

// Thousands of files of /proc are read in a run, none of which says its size: node would make a buffer of this size for each.
const room = Buffer.allocUnsafe(65_536);

function readInto(buffer: Buffer, file: string): number {
  const fd = openSync(file, "r");
  try {
    let length = 0;
    for (let n = 1; n > 0 && length < buffer.length; length += n)
      n = readSync(fd, buffer, length, buffer.length - length, null);
    return length;
  } finally {
    closeSync(fd);
  }
}

/** What a process is called (proc(5), comm); empty where it has gone. Whoever runs in a container can choose it. */
export function nameOf(pid: number): string {
  return textOf(`/proc/${pid}/comm`).trim();
}

/** The pids of a process, from the PID namespace of this one to its own (proc(5), NSpid); none where it has gone. */
export function pidsOf(pid: number): number[] {
  const line = /^NSpid:\s*(.*)$/m.exec(textOf(`/proc/${pid}/status`))?.[1];
  return line ? line.split(/\s+/).map(Number) : [];
}
