import type { Row } from "./row.ts";

export const reader: readonly Row[] = [
  {
    mutant: "keeps-the-read-ends",
    claims: ["reader/closed"],
    strategy: "shim-pipe",
    seen: { harm: "lost" },
  },
  {
    mutant: "holds-the-pipes",
    of: "podman",
    claims: ["reader/monitor-killed"],
    strategy: "shim-pipe",
    seen: { harm: "lost" },
  },
  {
    mutant: "goes-with-the-daemon",
    of: "containerd",
    claims: ["reader/daemon-killed"],
    strategy: "shim-pipe",
    seen: { harm: "died" },
  },
  {
    mutant: "drops-what-waits",
    claims: ["reader/stopped"],
    strategy: "shim-pipe",
    seen: { own: ["nothing is lost"] },
  },
  {
    mutant: "empties-the-pipe",
    claims: ["reader/stalls-across-exit"],
    strategy: "shim-pipe",
    seen: { own: ["all of it arrives"] },
  },
];
