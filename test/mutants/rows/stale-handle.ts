import type { Row } from "./row.ts";

export const staleHandle: readonly Row[] = [
  {
    mutant: "volume-left-out",
    claims: ["stale-handle/operations"],
    strategy: "redirect",
    filesystem: "stalefs",
    seen: { own: ["each operation answers as by NFSv3"] },
  },
  {
    mutant: "volume-left-out",
    claims: ["stale-handle/operations-with-state", "stale-handle/operations-unnoticed"],
    strategy: "redirect",
    filesystem: "stalefs",
    seen: { outcome: / · all ok · / },
  },
];
