import { readFileSync } from "node:fs";
import { pipeWords } from "./stuck-pipe.ts";

/**
 * Where a process that does not end stands: its state and the kernel function that it waits in (proc(5): status, wchan), and for a wait
 * on a pipe what is at the pipe's other end.
 */
export function whereItHangs(pid: number): string {
  try {
    const state =
      /^State:\s*(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "unknown state";
    const channel = readFileSync(`/proc/${pid}/wchan`, "utf8");
    const place = channel && channel !== "0" ? `${state} in ${channel}` : state;
    return channel.includes("pipe") ? [place, ...pipesIn(pid)].join("; ") : place;
  } catch {
    return "gone by itself while it was looked at";
  }
}

function pipesIn(pid: number): string[] {
  return waitedFor(pid)
    .map((fd) => pipeWords(pid, fd))
    .filter((words) => words !== null);
}

/** The descriptor that its system call is about (proc(5): syscall, the number and six arguments); else any of fds 1 and 2. */
function waitedFor(pid: number): number[] {
  try {
    const fd = Number(readFileSync(`/proc/${pid}/syscall`, "utf8").split(" ")[1]);
    return Number.isInteger(fd) ? [fd] : [1, 2];
  } catch {
    return [1, 2]; // Not ours to look at.
  }
}
