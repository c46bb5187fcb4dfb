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
  {
    mutant: "ignores-max-size",
    of: "podman",
    part: "conmon",
    claims: ["rotation/limits"],
    strategy: "shim-pipe",
    seen: {
      own: ["no file is longer than it was told"],
      words: /^a file of \d{7} bytes, told 3 files of 65536/,
    },
  },
  {
    mutant: "ignores-max-size",
    of: "podman",
    part: "conmon",
    model: "counts-what-is-there",
    claims: ["rotation/limits-restarts"],
    strategy: "shim-pipe",
    seen: { own: ["no file is longer than it was told"], words: /^a file of 37\d{4} bytes/ },
  },
  {
    mutant: "follows-the-name",
    claims: ["rotation/rename-create"],
    strategy: "direct-file",
    seen: { outcome: /output goes to the new file/ },
  },
  {
    mutant: "holds-stdout",
    claims: ["rotation/unlinked-space"],
    strategy: "direct-file",
    seen: { outcome: /after the end it is held on/ },
  },
];
