import type { Row } from "./row.ts";

export const rotation: readonly Row[] = [
  {
    mutant: "append-lost",
    claims: ["rotation/copytruncate"],
    strategy: "direct-file",
    seen: { own: ["no hole is left before what comes next"] },
  },
];
