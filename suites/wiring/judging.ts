export const everyStrategy = ["direct-file", "shim-pipe", "redirect", "fifo", "socket", "pty", "null"];
export const oneLogAStream = ["direct-file", "shim-pipe", "redirect", "fifo", "socket"];
/** What is on fds 0–2 is no matter of where the log is; every claim on stale logs looks at them too. */
export const filesystems = ["local"];
export const unseen = "PID 1's descriptors cannot be seen from the host, and the workload does not tell";
