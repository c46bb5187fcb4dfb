import { unlinkSync } from "node:fs";
import { both, type Fault, filesByHand, type StreamName } from "./fault.ts";

/** The log is deleted where it really lives, behind the back of whoever has it open. @param streams both where none is named */
export function deleteOnServer(...streams: StreamName[]): Fault {
  const deletes = streams.length > 0 ? streams : both;
  return {
    name: "delete-on-server",
    needs: [],
    deletes,
    async inflict({ log }) {
      for (const file of log.files(deletes)) {
        await log.aboutToDelete(file);
        unlinkSync(file.serverPath);
      }
    },
    byHand: (at) => filesByHand(at, deletes).map((file) => `rm ${file}`),
  };
}
