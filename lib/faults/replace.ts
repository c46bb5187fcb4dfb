import { closeSync, constants, openSync, renameSync } from "node:fs";
import { both, type Fault, filesByHand } from "./fault.ts";

/** An empty file takes the log's place by rename(2), as a restored backup or an editor's does: its old inode has no name any more. */
export const replace: Fault = {
  name: "replace",
  needs: [],
  deletes: both,
  async inflict({ log }) {
    for (const file of log.files(both)) {
      await log.aboutToDelete(file);
      const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
      closeSync(openSync(`${file.serverPath}.new`, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o644));
      renameSync(`${file.serverPath}.new`, file.serverPath);
    }
  },
  byHand: (at) => filesByHand(at, both).map((file) => `: >${file}.new; mv ${file}.new ${file}`),
};
