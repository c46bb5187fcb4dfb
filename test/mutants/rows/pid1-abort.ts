import type { Row } from "./row.ts";

export const pid1Abort: readonly Row[] = [
  {
    mutant: "init-ends-with-0",
    claims: ["pid1-abort/node-abort"],
    strategy: "direct-file",
    seen: { own: ["an abort is never a success"] },
  },
  {
    mutant: "kills-who-signals",
    claims: [
      "pid1-abort/c-abort",
      "pid1-abort/handler",
      "pid1-abort/blocked",
      "pid1-abort/ignored",
      "pid1-abort/reraise",
    ],
    strategy: "direct-file",
    seen: { own: [/^it ends by one of SIGABRT, /] },
  },
  {
    mutant: "kills-who-signals",
    claims: ["pid1-abort/reraise-fault", "pid1-abort/raise-segv"],
    strategy: "direct-file",
    seen: { outcome: /^signal SIGSYS / },
  },
  {
    mutant: "no-init",
    of: "bwrap",
    claims: ["pid1-abort/not-pid1/under-init"],
    strategy: "direct-file",
    seen: { own: ["PID 1 ends by signal SIGABRT"] },
  },
  {
    mutant: "pid-namespace-unasked",
    claims: ["pid1-abort/not-pid1/host-pid-namespace"],
    strategy: "direct-file",
    seen: { own: ["PID 1 ends by signal SIGABRT"] },
  },
];
