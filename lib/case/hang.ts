import { readFileSync } from "node:fs";

/** Where a process that does not end stands: its state and the kernel function that it waits in (proc(5): status, wchan). */
export function whereItHangs(pid: number): string {
  try {
    const state =
      /^State:\s*(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "unknown state";
    const channel = readFileSync(`/proc/${pid}/wchan`, "utf8");
    return channel && channel !== "0" ? `${state} in ${channel}` : state;
  } catch {
    return "gone by itself while it was looked at";
  }
}
