import type { Row } from "./row.ts";

export const rotation: readonly Row[] = [
  {
    mutant: "append-lost",
    claims: ["rotation/copytruncate"],
    strategy: "direct-file",
    seen: { own: ["no hole is left before what comes next"] },
  },
  {
    mutant: "holds-the-old-log",
    of: "cri",
    claims: ["rotation/reopen"],
    strategy: "shim-pipe",
    seen: { own: ["both files together hold what was written, in order"] },
  },
  {
    mutant: "holds-the-old-log",
    of: "cri",
    claims: ["rotation/reopen-heals"],
    strategy: "shim-pipe",
    filesystem: "stalefs",
    seen: { outcome: /output has stopped/ },
  },
];
