import type { Row } from "./row.ts";

const common = { of: "podman", isClient: true, strategy: "shim-pipe" } as const;

/** Mutants of the engine's own command, as rows/logs.ts has them. */
export const attach: readonly Row[] = [
  {
    ...common,
    mutant: "attach-takes-pid-1-along",
    claims: ["attach/client-gone"],
    seen: { own: ["PID 1 goes on, and writes all of it"] },
  },
  {
    ...common,
    mutant: "attach-is-podmans",
    model: "attach-reads-the-log",
    claims: ["attach/client-stalls"],
    seen: { own: ["PID 1 goes on, and writes all of it"] },
  },
  {
    ...common,
    mutant: "attach-gives-all",
    claims: ["attach/late"],
    seen: { outcome: /a late client gets all/ },
  },
  {
    ...common,
    mutant: "attach-leaves-a-line-out",
    model: "attach-reads-the-log",
    claims: ["attach/two"],
    seen: { outcome: /whole for 0 of 2/ },
  },
];
