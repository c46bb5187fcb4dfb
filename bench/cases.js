import { execFileSync } from "node:child_process";

/** The wirings and file systems that by-hand/cases.sh knows, as options of fd012 run. */
const strategies = ["direct-file", "shim-pipe"];
const filesystems = ["local", "tmpfs", "stalefs"];
export const options = [
  ...strategies.flatMap((name) => ["--strategy", name]),
  ...filesystems.flatMap((name) => ["--filesystem", name]),
];

/** What a claim does to the log or to PID 1, by the name of the test; by-hand/cases.sh knows how. */
function faultOf(test) {
  if (test === "stale-log/stdout-only") return "delete-stdout";
  if (test === "stale-log/stderr-only") return "delete-stderr";
  if (test === "stale-log/client-unlink") return "delete-through-mount";
  if (test.startsWith("stale-log/exit-after/sigterm")) return "terminate";
  if (test.startsWith("stale-log/")) return "delete-both";
  return test === "exit-status/signal/SIGKILL-pid1" ? "kill" : "none";
}

/** The cases of a run of these patterns, a line each, as by-hand/cases.sh reads them. */
export function casesByHand(...patterns) {
  const words = ["dist/cli.js", "list", "--json", ...patterns];
  const { tests } = JSON.parse(execFileSync(process.execPath, words, { encoding: "utf8" }));
  const ofNode = tests.filter(({ program = "node" }) => program === "node");
  const lines = ofNode.flatMap(({ test, place = "pid1", workload, args = [], ...claim }) =>
    filesystems
      .filter((name) => claim.filesystems.includes(name))
      .flatMap((filesystem) =>
        strategies
          .filter((name) => claim.strategies.includes(name))
          .map((strategy) => [strategy, filesystem, place, faultOf(test), workload, ...args].join(" ")),
      ),
  );
  return `${lines.join("\n")}\n`;
}
