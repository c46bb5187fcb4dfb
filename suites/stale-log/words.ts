export const bothWirings = ["direct-file", "shim-pipe"];
/** With the way around a relay: PID 1 opens the log itself. */
export const everyWay = [...bothWirings, "redirect", "fifo", "socket"];
export const seed =
  "nodejs/node src/node.cc: ResetStdio() fstats fds 0–2 at exit and aborts unless errno is EBADF";
export const DELETED = "the log is deleted on its server";
export const noHang =
  "Any end is recorded. A hang breaks the claim: nobody can wait for a container that never ends.";
