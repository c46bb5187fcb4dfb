import { execFileSync } from "node:child_process";

/** The wirings that by-hand.sh knows: the two that fd012 began with. */
export const strategies = ["direct-file", "shim-pipe"];

/** What a claim does to the log or to PID 1, by the name of the test; by-hand.sh knows how. */
function faultOf(test) {
  if (test === "stale-log/stdout-only") return "delete-stdout";
  if (test === "stale-log/stderr-only") return "delete-stderr";
  if (test === "stale-log/client-unlink") return "delete-through-mount";
  if (test.startsWith("stale-log/exit-after/sigterm")) return "terminate";
  if (test.startsWith("stale-log/")) return "delete-both";
  return test === "exit-status/signal/SIGKILL-pid1" ? "kill" : "none";
}

/** The cases of the default run on unshare, a line each, as by-hand.sh reads them. */
export function casesByHand() {
  const { tests } = JSON.parse(
    execFileSync(process.execPath, ["dist/cli.js", "list", "--json"], { encoding: "utf8" }),
  );
  const lines = tests.flatMap(
    ({ test, strategies: wirings, filesystems, place = "pid1", workload, args = [] }) =>
      filesystems.flatMap((filesystem) =>
        wirings
          .filter((one) => strategies.includes(one))
          .map((strategy) => [strategy, filesystem, place, faultOf(test), workload, ...args].join(" ")),
      ),
  );
  return `${lines.join("\n")}\n`;
}
