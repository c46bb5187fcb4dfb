import { renameSync } from "node:fs";
import { both, type Fault, filesByHand } from "./fault.ts";

/** The log gets another name in its directory, as logrotate gives it before it makes a new one. */
export const rename: Fault = {
  name: "rename",
  needs: [],
  inflict({ log }) {
    for (const { serverPath } of log.files(both)) renameSync(serverPath, `${serverPath}.1`);
  },
  byHand: (at) => filesByHand(at, both).map((file) => `mv ${file} ${file}.1`),
};
