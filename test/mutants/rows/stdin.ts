import { REPORTED, type Row } from "./row.ts";

const WRONG = /^the runtime reported exit 1; PID 1 ended by exit 0; /;

export const stdin: readonly Row[] = [
  {
    mutant: "fails-on-unread-stdin",
    claims: ["stdin/unread"],
    strategy: "shim-pipe",
    seen: { own: [REPORTED], words: WRONG },
  },
  {
    mutant: "fails-on-unread-stdin",
    claims: ["stdin/instant-exit"],
    strategy: "shim-pipe",
    seen: { own: Array.from({ length: 5 }, () => REPORTED), words: WRONG },
  },
  {
    mutant: "drops-stdin-that-waits",
    claims: ["stdin/large-slow"],
    strategy: "direct-file",
    seen: { own: ["each part is as it was written", "and so is the rest, and then the end"] },
  },
  {
    mutant: "drains-stdin",
    claims: ["stdin/left-for-caller"],
    strategy: "direct-file",
    seen: { outcome: / · of stdin nothing is left$/ },
  },
];
