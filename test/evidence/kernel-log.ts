import "../fixtures/plain-children.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { loggedFault } from "../../lib/evidence/kernel-log.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { needs } from "../requirement.ts";

t.test("a fault that is not in the log is missing with a reason", async (t) => {
  const { line, fault, missing } = loggedFault(new Set([2 ** 22 + 1]), 0);
  t.match({ line, fault, missing }, { line: null, fault: null, missing: /kernel/ });
});

t.test(
  "the line of a PID 1 that HLT killed is found, and its byte named",
  needs("root", "fuse", "tracefs", "registry"),
  async (t) => {
    if (process.arch !== "x64") return t.comment("HLT is x86-64's");
    const place = new Place(t);
    const out = join(place.directory, "report");
    const words = [
      "run",
      "stale-log/exit-after/natural",
      "--runtime",
      "unshare",
      "--image",
      "node:12",
      "--out",
      out,
    ];
    await place.run(t, ...words, "--strategy", "direct-file", "--filesystem", "stalefs");
    const [{ observation } = {}] = (await readRun(out)).cases;
    const log = observation?.evidence.kernelLog;
    // Others may have used the rate limit up: then it is said, and the link stays inferred.
    if (log?.missing) return void t.match(log, { line: null, missing: /rate limit|exception-trace/ });
    t.match(log, {
      line: /^traps: node\[\d+\] general protection fault/,
      instruction: { bytes: /^f4/, name: "hlt" },
    });
    t.ok(
      observation?.evidence.chain.some(
        ({ text, backing }) => /^HLT \(f4 at libc/.test(text) && backing === "observed",
      ),
    );
    t.ok(readFileSync(join(out, "run.tap"), "utf8").includes("HLT (f4 at libc"));
  },
);
