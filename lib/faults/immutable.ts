import { closeSync, constants, openSync } from "node:fs";
import { setImmutable } from "../host/inode-flags.ts";
import { both, type Fault, filesByHand } from "./fault.ts";

/** Nobody may write the log, nor open it for writing, nor remove it (chattr(1): i). ext4 holds to it at each write, tmpfs where a file is opened. */
export const immutable: Fault = {
  name: "immutable",
  needs: ["inode-flags"],
  async inflict({ log, undoneBy }) {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    for (const { serverPath } of log.files(both)) {
      const fd = openSync(serverPath, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
      undoneBy(async () => {
        try {
          await setImmutable(fd, false);
        } finally {
          closeSync(fd);
        }
      });
      await setImmutable(fd, true);
    }
  },
  byHand: (at) => filesByHand(at, both).map((file) => `chattr +i ${file}`),
  undoneByHand: (at) => filesByHand(at, both).map((file) => `chattr -i ${file}`),
};
