import type { Row } from "./row.ts";

const FDS = [
  "fd 0 is /dev/null open for reading",
  "fd 1 is the case's file open for writing with O_APPEND",
  "fd 2 is the case's file open for writing with O_APPEND",
  "fds 1 and 2 are two objects",
];
const STORED = "the log holds what it wrote";
const OUTSIDE = "nothing outside of the image changes";

/** Most are of bwrap: runc 1.1.5 and crun 1.8.1 have these defects themselves. */
export const rootfs: readonly Row[] = [
  {
    mutant: "takes-the-images-null",
    of: "bwrap",
    claims: ["rootfs/null-impostor"],
    strategy: "direct-file",
    seen: { own: [...FDS, STORED], words: /^fd 0 is the (file|device) \S+\/dev\/null open for/ },
  },
  {
    mutant: "takes-the-images-null",
    of: "bwrap",
    claims: ["rootfs/null-link"],
    strategy: "direct-file",
    seen: { own: [...FDS, STORED, OUTSIDE], words: /; file is changed; / },
  },
  {
    mutant: "truncates-the-console",
    claims: ["rootfs/console-link"],
    strategy: "pty",
    seen: { own: [OUTSIDE], words: /^file is changed; / },
  },
  {
    mutant: "links-in-the-images-dev",
    of: "bwrap",
    claims: ["rootfs/dev-link"],
    strategy: "direct-file",
    seen: { own: [OUTSIDE], words: /^directory is changed, 1 new entry; |^1 new entry; / },
  },
  {
    mutant: "gives-stdio-up",
    of: "bwrap",
    claims: ["rootfs/dev-file", "rootfs/no-dev", "rootfs/no-proc"],
    strategy: "direct-file",
    seen: { own: [...FDS.slice(1), STORED] },
  },
];
