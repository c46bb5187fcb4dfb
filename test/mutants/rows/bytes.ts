import type { Row } from "./row.ts";

/** The log holds another number of bytes than was written, and so not the same ones. */
const OTHERS = ["the log holds as many", "and they are the same, in order"] as const;

export const bytes: readonly Row[] = [
  {
    mutant: "writes-to-the-log",
    claims: ["bytes/exact-sizes"],
    strategy: "direct-file",
    seen: { own: OTHERS },
  },
  {
    mutant: "truncates-the-log",
    claims: ["bytes/exact-sizes/1*", "bytes/exact-sizes/4*", "bytes/exact-sizes/6*", "bytes/exact-sizes/8*"],
    strategy: "direct-file",
    seen: { own: OTHERS },
  },
  {
    mutant: "ends-the-last-line",
    claims: ["bytes/last-line-no-newline"],
    strategy: "shim-pipe",
    seen: { own: OTHERS },
  },
  {
    mutant: "drops-the-tail",
    claims: ["bytes/burst-then-exit"],
    strategy: "shim-pipe",
    seen: { own: Array.from({ length: 8 }, () => OTHERS).flat() },
  },
  {
    mutant: "drops-the-tail",
    claims: ["bytes/burst-to-a-server"],
    strategy: "shim-pipe",
    filesystem: "stalefs",
    seen: { own: Array.from({ length: 8 }, () => OTHERS).flat() },
  },
  {
    mutant: "replaces-what-is-no-text",
    claims: ["bytes/binary"],
    strategy: "shim-pipe",
    seen: { own: OTHERS },
  },
  {
    mutant: "breaks-long-lines",
    claims: ["bytes/long-line"],
    strategy: "shim-pipe",
    seen: { own: OTHERS },
  },
  {
    mutant: "drops-what-waits",
    claims: ["bytes/slow-reader"],
    strategy: "shim-pipe",
    seen: { own: OTHERS },
  },
  {
    mutant: "holds-until-the-end",
    claims: ["bytes/latency", "bytes/latency-unfinished"],
    strategy: "shim-pipe",
    seen: { harm: "late" },
  },
  {
    mutant: "reader-in-between",
    claims: ["bytes/process-exit-truncates"],
    strategy: "direct-file",
    seen: { outcome: / · it is cut$/ },
  },
  {
    mutant: "drops-a-record",
    of: "podman",
    part: "conmon",
    claims: ["bytes/exact-sizes/65536"],
    strategy: "shim-pipe",
    seen: { own: OTHERS },
  },
  {
    mutant: "doubles-a-record",
    of: "podman",
    part: "conmon",
    claims: ["bytes/exact-sizes/65536"],
    strategy: "shim-pipe",
    seen: { own: OTHERS },
  },
];
