import { readFileSync } from "node:fs";

/** What a file holds; empty where there is none, it has gone meanwhile, or it is not ours to read, as of a process of /proc that ends. */
export function textOf(file: string, encoding: BufferEncoding = "utf8"): string {
  try {
    return readFileSync(file, encoding);
  } catch {
    return "";
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
