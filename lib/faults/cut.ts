import { closeSync, constants, ftruncateSync, openSync } from "node:fs";

/** Cuts a file of the log to nothing in its place, never through a link. */
export function cut(serverPath: string): void {
  const fd = openSync(serverPath, constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    ftruncateSync(fd, 0);
  } finally {
    closeSync(fd);
  }
}
