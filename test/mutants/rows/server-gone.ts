import type { Row } from "./row.ts";

export const serverGone: readonly Row[] = [
  {
    mutant: "log-behind-the-shim",
    claims: ["server-gone/exit-natural"],
    strategy: "shim-pipe",
    filesystem: "stalefs+soft",
    seen: { harm: "died" },
  },
];
