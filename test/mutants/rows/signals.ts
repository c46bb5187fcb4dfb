import type { Row } from "./row.ts";

const direct = { strategy: "direct-file" } as const;
const dispositions = ["signals/dispositions", "signals/dispositions-chosen"];

export const signals: readonly Row[] = [
  {
    ...direct,
    mutant: "ignores-a-signal",
    of: "bwrap",
    claims: dispositions,
    seen: {
      own: ["no signal is ignored that its caller has not"],
      words: /^PID 1 started with SIGALRM ignored; /,
    },
  },
  {
    ...direct,
    mutant: "blocks-a-signal",
    of: "bwrap",
    claims: dispositions,
    seen: {
      own: ["no signal is blocked that its caller has not"],
      words: /^PID 1 started with SIGWINCH blocked; /,
    },
  },
  {
    ...direct,
    mutant: "loses-the-child",
    of: "runc",
    claims: ["signals/child-ignored"],
    seen: { own: ["the runtime reports how PID 1 ended"] },
  },
  {
    ...direct,
    mutant: "forwards-nothing",
    claims: ["signals/forwarded"],
    seen: { own: ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1"].map((name) => `${name} reaches PID 1`) },
  },
  {
    ...direct,
    mutant: "ends-by-winch",
    claims: ["signals/harmless"],
    seen: {
      own: ["the runtime reports how PID 1 ended"],
    },
  },
  {
    ...direct,
    mutant: "loses-one-in-ten",
    claims: ["signals/instant-exit"],
    seen: { own: ["exit 7 is reported each time"] },
  },
  {
    ...direct,
    mutant: "no-pid-namespace",
    claims: ["signals/pid1-ignores-term"],
    seen: { outcome: /sigterm ends it/ },
  },
];
