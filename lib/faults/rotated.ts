import { renameSync } from "node:fs";
import { both, type Fault, filesByHand } from "./fault.ts";

/** The log gets another name, and whoever writes it is told to open it anew by its own, as the kubelet rotates a container's log. */
export const rotated: Fault = {
  name: "rotated",
  needs: ["reopen"],
  async inflict({ log, reopen }) {
    if (!reopen) throw new Error("nobody can be told to open the log anew");
    const files = log.files(both);
    for (const { serverPath } of files) renameSync(serverPath, `${serverPath}.1`);
    await reopen();
    for (const file of files) log.begunAnew(file);
  },
  byHand: (at) => [
    ...filesByHand(at, both).map((file) => `mv ${file} ${file}.1`),
    '# By hand: have the runtime open the log anew, as ReopenContainerLog does (crictl logs --reopen "$id").',
  ],
};
