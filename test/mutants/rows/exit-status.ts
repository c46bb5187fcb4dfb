import { REPORTED, type Row } from "./row.ts";

export const exitStatus: readonly Row[] = [
  {
    mutant: "reports-one-more",
    claims: ["exit-status/code/0"],
    strategy: "direct-file",
    seen: { own: [REPORTED], words: /^the runtime reported exit 1; PID 1 ended by exit 0; / },
  },
  {
    mutant: "reports-0",
    claims: [...[1, 7, 126, 127, 128, 255].map((code) => `exit-status/code/${code}`), "exit-status/signal"],
    strategy: "direct-file",
    seen: { own: [REPORTED], words: /^the runtime reported exit 0; PID 1 ended by / },
  },
  {
    mutant: "reports-0",
    claims: ["exit-status/start-failure"],
    strategy: "direct-file",
    seen: { own: ["the runtime reports no success"], words: /^it reports exit 0; / },
  },
  {
    mutant: "never-says-why",
    claims: ["exit-status/start-failure"],
    strategy: "direct-file",
    seen: { own: ["the runtime says why"], words: /^it says nothing; / },
  },
  {
    mutant: "reports-late",
    claims: ["exit-status/prompt"],
    strategy: "shim-pipe",
    seen: { harm: "late" },
  },
  {
    mutant: "waits-for-the-output",
    of: "bwrap",
    claims: ["exit-status/orphan-holds-stdout"],
    strategy: "shim-pipe",
    seen: { harm: "late" },
  },
];
