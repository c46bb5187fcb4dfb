import {
  asItIs,
  diesOfAStop,
  endsTheLogger,
  goesWithItsLogger,
  refusesADeadLogger,
  saysWhatItDropped,
  stealsFromTheLogger,
} from "../loggers.ts";
import type { Row } from "./row.ts";

const shared = { of: "containerd", strategy: "shim-pipe" } as const;

export const logger: readonly Row[] = [
  {
    ...shared,
    mutant: "containerd-as-it-is", // containerd#12490
    driver: asItIs,
    mended: refusesADeadLogger,
    claims: ["logger/dead-at-start"],
    seen: { own: ["it is not started, or a word of it is said"] },
  },
  {
    ...shared,
    mutant: "containerd-as-it-is", // nerdctl#2337
    driver: asItIs,
    mended: endsTheLogger,
    claims: ["logger/eof/logger"],
    seen: { own: ["nobody has the log open any more"] },
  },
  {
    ...shared,
    mutant: "keeps-the-write-ends",
    claims: ["logger/eof/engine"],
    seen: { own: ["nobody has the log open any more"] },
  },
  {
    ...shared,
    mutant: "goes-with-its-logger",
    driver: goesWithItsLogger,
    claims: ["logger/dies", "logger/dies-beyond-a-pipe"],
    seen: { harm: "died" },
  },
  {
    ...shared,
    mutant: "dies-of-a-stop",
    driver: diesOfAStop,
    claims: ["logger/stalls"],
    seen: { harm: "died" },
  },
  {
    ...shared,
    mutant: "steals-from-the-logger",
    driver: stealsFromTheLogger,
    claims: ["logger/stalls-across-exit"],
    seen: { own: ["all of it arrives"] },
  },
  {
    ...shared,
    of: "docker",
    mutant: "says-what-it-dropped",
    driver: saysWhatItDropped,
    claims: ["logger/lossy-tells"],
    seen: { outcome: /the loss is said/ },
  },
];
