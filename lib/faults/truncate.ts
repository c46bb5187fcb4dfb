import { cut } from "./cut.ts";
import { both, type Fault, filesByHand } from "./fault.ts";

/** The log is cut to nothing in its place. */
export const truncate: Fault = {
  name: "truncate",
  needs: [],
  inflict({ log }) {
    for (const { serverPath } of log.files(both)) cut(serverPath);
  },
  byHand: (at) => filesByHand(at, both).map((file) => `: >${file}`),
};
