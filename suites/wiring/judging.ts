import type { Body, Judged } from "../../lib/suite.ts";

export const everyStrategy = ["direct-file", "shim-pipe", "redirect", "fifo", "socket", "pty", "null"];
export const oneLogAStream = ["direct-file", "shim-pipe", "redirect", "fifo", "socket"];
/** What is on fds 0–2 is no matter of where the log is; every claim on stale logs looks at them too. */
export const filesystems = ["local"];
export const unseen = "PID 1's descriptors cannot be seen from the host, and the workload does not tell";

/** What cannot be judged is no pass of it. */
export function holds(t: Parameters<Body>[0], { says, problem, unseen: reason }: Judged): void {
  if (reason !== null) t.ok(true, says, { skip: reason });
  else t.ok(problem === null, says, problem ? { ...problem, at: null, stack: "" } : {});
}
