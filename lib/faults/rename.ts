import { closeSync, constants, openSync, renameSync } from "node:fs";
import { both, type Fault, filesByHand } from "./fault.ts";

/** The log gets another name in its directory, and a new file its own, as logrotate's create does; whoever writes it is told nothing. */
export const rename: Fault = {
  name: "rename",
  needs: [],
  inflict({ log }) {
    const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
    for (const file of log.files(both)) {
      renameSync(file.serverPath, `${file.serverPath}.1`);
      closeSync(openSync(file.serverPath, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o644));
      log.renamed(file);
    }
  },
  byHand: (at) => filesByHand(at, both).map((file) => `mv ${file} ${file}.1; : >${file}`),
};
