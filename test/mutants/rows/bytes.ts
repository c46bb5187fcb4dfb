import type { Row } from "./row.ts";

export const bytes: readonly Row[] = [
  {
    mutant: "writes-to-the-log",
    claims: ["bytes/exact-sizes"],
    strategy: "direct-file",
    seen: { own: ["the log holds as many", "and they are the same, in order"] },
  },
  {
    mutant: "truncates-the-log",
    claims: ["bytes/exact-sizes/1*", "bytes/exact-sizes/4*", "bytes/exact-sizes/6*", "bytes/exact-sizes/8*"],
    strategy: "direct-file",
    seen: { own: ["the log holds as many", "and they are the same, in order"] },
  },
];
