import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Tests of what is made of a log: they go from `ledgerOf` down to the ranges of bytes. The slower ones stand behind. */
const ofLogs = [
  "log-scan.ts",
  "partial-writes.ts",
  "ledger.ts",
  "tally.ts",
  "random-logs.ts",
  "large-logs.ts",
];

/**
 * The folders whose code judges, and of their tests those that run for every flip: not such as start containers, a mount or a kernel
 * trace, which cost more than all the others together. `files` names the part of a folder that judges, where the rest drives, and `by` the
 * tests of a file that is not mirrored by name, or by more than that.
 */
export const folders = {
  "lib/judge": {},
  "lib/compare": {},
  "lib/results": { not: ["write-json-schemas.js"] },
  "lib/log": {
    files: [
      "account.ts",
      "by-mark.ts",
      "byte-ranges.ts",
      "delivery.ts",
      "held-file.ts",
      "ledger.ts",
      "limits.ts",
      "log-scan.ts",
      "tally.ts",
    ],
    by: {
      "account.ts": ofLogs,
      "byte-ranges.ts": ["byte-ranges.ts", ...ofLogs],
      "ledger.ts": ["ledger-limit.ts", "case-log.ts"],
      "log-scan.ts": ofLogs,
      "tally.ts": ["tally.ts", ...ofLogs],
    },
  },
  "lib/log/framings": {
    not: ["framing.ts", "raw.ts"],
    by: { "entries.ts": ["json-file.ts", "cri.ts"], "messages.ts": ["local.ts", "multiplexed.ts"] },
  },
  "lib/evidence": { not: ["kernel-trace.ts"], slow: ["kernel-trace.ts"] },
  "lib/case": {
    files: ["assertions.ts", "collect-evidence.ts", "observe-end.ts", "retried.ts"],
    by: {
      "collect-evidence.ts": ["collect-evidence.ts", "case-life.ts", "run-case.ts"],
      "observe-end.ts": ["observe-end.ts", "held-output.ts", "case-life.ts", "run-case.ts"],
    },
  },
  "lib/observe": {
    not: ["detached-mount.ts", "left-at-start.ts", "leftovers.ts", "look.ts", "told.ts"],
    by: { "outlived.ts": ["outlived.ts", "until-waiting.ts"] },
  },
  "lib/control": { slow: ["hostile-pid1.ts"] },
  "lib/strategies": {
    files: ["accepted-as.ts", "rules.ts", "wiring-words.ts"],
    by: {
      "rules.ts": ["rules.ts", "accepted-as.ts"],
      "wiring-words.ts": ["rules.ts", "accepted-as.ts"],
    },
  },
};

/** Source files of a folder that are flipped. */
export function sourcesOf(folder) {
  const { files, not = [] } = folders[folder];
  return readdirSync(folder)
    .filter((name) => /\.[jt]s$/.test(name) && !not.includes(name) && (files?.includes(name) ?? true))
    .map((name) => join(folder, name));
}

/**
 * The tests that a flip has to pass, one group after the other: the mirrored file's first, which kills most, then all others of the folder,
 * or those that are named for the file.
 */
export function testsFor(source, folder) {
  const directory = folder.replace(/^lib/, "test");
  const { slow = [], by } = folders[folder];
  const own = source.slice(folder.length + 1);
  const all = readdirSync(directory).filter((name) => name.endsWith(".ts") && !slow.includes(name));
  const groups = by
    ? (by[own] ?? [own]).map((name) => [name])
    : [all.filter((name) => name === own), all.filter((name) => name !== own)];
  return groups
    .filter((names) => names.length > 0)
    .map((names) => names.map((name) => join(directory, name)));
}
