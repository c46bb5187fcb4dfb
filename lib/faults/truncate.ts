import { closeSync, constants, ftruncateSync, openSync } from "node:fs";
import { both, type Fault, filesByHand } from "./fault.ts";

/** The log is cut to nothing in its place, as logrotate's copytruncate does. */
export const truncate: Fault = {
  name: "truncate",
  needs: [],
  inflict({ log }) {
    for (const { serverPath } of log.files(both)) {
      const fd = openSync(serverPath, constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        ftruncateSync(fd, 0);
      } finally {
        closeSync(fd);
      }
    }
  },
  byHand: (at) => filesByHand(at, both).map((file) => `: >${file}`),
};
