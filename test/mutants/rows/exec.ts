import type { Row } from "./row.ts";

export const exec: readonly Row[] = [
  {
    mutant: "exec-cuts-the-tail",
    claims: ["exec/bytes", "exec/bytes-then-gone"],
    strategy: "shim-pipe",
    seen: { own: ["all arrived"] },
  },
];
