import { dirname } from "node:path";
import { removeTree } from "../host/remove-tree.ts";
import { both, type Fault } from "./fault.ts";

/** The directory of the log goes with all that is in it, where it really lives. */
export const removeDirectory: Fault = {
  name: "remove-directory",
  needs: [],
  deletes: both,
  async inflict({ log, mounted }) {
    const files = log.files(both);
    const directories = new Set(files.map(({ serverPath }) => dirname(serverPath)));
    // A directory that the machine's engine keeps is that engine's, with more in it than the log; one on the case's file system is of the suite's own.
    if ([...directories].some((one) => !one.startsWith(`${mounted.serverPath}/`)))
      throw new Error("the log stands in no directory of the suite's own");
    for (const file of files) await log.aboutToDelete(file);
    for (const directory of directories) removeTree(directory);
  },
  byHand: ({ server }) => [`rm -rf ${server} 2>/dev/null || : # The root of a mount stays, and is empty.`],
};
