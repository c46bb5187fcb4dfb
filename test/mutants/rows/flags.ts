import type { Row } from "./row.ts";

export const flags: readonly Row[] = [
  ...["direct-file", "shim-pipe"].map(
    (strategy): Row => ({
      mutant: "nonblock-set",
      claims: ["flags/after-exit"],
      strategy,
      seen: {
        own: ["the flags are as they were while PID 1 runs", "and when it has ended"],
        words: /^O_NONBLOCK of fd 1 is set, it was not, O_NONBLOCK of fd 2 is set, it was not; /,
      },
    }),
  ),
  {
    mutant: "nonblock-set",
    claims: ["flags/node-nonblock"],
    strategy: "shim-pipe",
    seen: { outcome: /nonblock after it set/ },
  },
  {
    mutant: "reports-one-more",
    claims: ["flags/dev-full"],
    strategy: "direct-file",
    seen: { harm: "false-status" },
  },
];
