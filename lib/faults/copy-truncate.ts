import { closeSync } from "node:fs";
import { copyTo, openFile } from "../log/log-file.ts";
import { cut } from "./cut.ts";
import { both, type Fault, filesByHand } from "./fault.ts";

/** The log is copied aside and then cut to nothing in its place, as logrotate's copytruncate does; the copy is a segment of it from then on. */
export const copyTruncate: Fault = {
  name: "copy-truncate",
  needs: [],
  inflict({ log }) {
    for (const file of log.files(both)) {
      const [from, copy] = [openFile(file.serverPath), `${file.serverPath}.1`];
      try {
        closeSync(copyTo(from, copy));
      } finally {
        closeSync(from);
      }
      log.setAside(file, copy);
      cut(file.serverPath);
    }
  },
  byHand: (at) => filesByHand(at, both).map((file) => `cp ${file} ${file}.1; : >${file}`),
};
