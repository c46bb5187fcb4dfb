import type { Row } from "./row.ts";

export const disk: readonly Row[] = [
  {
    mutant: "reader-in-between",
    claims: ["disk/full"],
    strategy: "direct-file",
    filesystem: "tmpfs",
    seen: { harm: "lost" },
  },
  {
    mutant: "reader-in-between",
    claims: ["disk/readonly", "disk/immutable"],
    strategy: "direct-file",
    filesystem: "ext4",
    seen: { harm: "lost" },
  },
  {
    mutant: "reader-in-between",
    claims: ["disk/quota"],
    strategy: "direct-file",
    filesystem: "quota",
    seen: { harm: "lost" },
  },
  {
    mutant: "reader-in-between",
    claims: ["disk/full-then-freed"],
    strategy: "direct-file",
    filesystem: "tmpfs",
    seen: { outcome: / · output has stopped$/ },
  },
  {
    mutant: "reader-in-between",
    claims: ["disk/size-limit"],
    strategy: "direct-file",
    seen: { outcome: / · the limit is not met$/ },
  },
];
