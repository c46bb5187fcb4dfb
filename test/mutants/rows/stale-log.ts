import { ENDED, REPORTED, type Row } from "./row.ts";

export const staleLog: readonly Row[] = [
  {
    mutant: "log-behind-the-shim",
    claims: [
      "stale-log/exit-after",
      "stale-log/npm",
      "stale-log/keep-writing",
      "stale-log/dir-removed",
      "stale-log/stdout-only",
      "stale-log/stderr-only",
      "stale-log/both",
      "stale-log/other-errno",
    ],
    strategy: "shim-pipe",
    filesystem: "stalefs",
    seen: { harm: "died" },
  },
  {
    mutant: "stops-reading",
    claims: ["stale-log/keep-writing-beyond-a-pipe"],
    strategy: "direct-file",
    filesystem: "stalefs",
    hangs: true,
    seen: { check: ENDED, words: /^hang: / },
  },
  {
    mutant: "reports-0",
    claims: ["stale-log/supervisor-reports"],
    strategy: "direct-file",
    filesystem: "stalefs",
    seen: { own: [REPORTED], words: /^the runtime reported exit 0; PID 1 ended by / },
  },
  {
    mutant: "ends-with-its-log",
    claims: ["stale-log/client-unlink"],
    strategy: "direct-file",
    filesystem: "stalefs",
    seen: { own: ["PID 1 ends by exit 0"], words: /^it ended by exit 1; / },
  },
  {
    mutant: "ends-with-its-log",
    claims: ["stale-log/local-unlink"],
    strategy: "direct-file",
    seen: { own: ["PID 1 ends by exit 0"], words: /^it ended by exit 1; / },
  },
  {
    mutant: "reader-in-between",
    claims: ["stale-log/recovers"],
    strategy: "direct-file",
    filesystem: "stalefs",
    seen: { outcome: / · output has stopped$/ },
  },
  {
    mutant: "null-for-stdout",
    claims: ["stale-log/before-start"],
    strategy: "direct-file",
    filesystem: "stalefs",
    seen: { outcome: / · a stale stdout is passed on$/ },
  },
];
