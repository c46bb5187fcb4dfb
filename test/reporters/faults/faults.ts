import t from "tap";
import { faultsPage } from "../../../lib/reporters/faults/faults.ts";
import type { CaseResult } from "../../../lib/results/schema.ts";
import { diedBy, sampleCase, skipped } from "../fixtures/sample-case.ts";
import { sampleObservation } from "../fixtures/sample-observation.ts";
import { sampleRun } from "../fixtures/sample-run.ts";

const fault = "the log is deleted on its server";

function rowsOf(...cases: CaseResult[]): string[] {
  const page = faultsPage({ ...sampleRun(), cases });
  return page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| fault"));
}

t.test(
  "a cell says what became of PID 1, of its bytes and of its status in the worst of its cases",
  async (t) => {
    const stale = { suite: "stale-log", level: "SEE", fault } as const;
    const dies = sampleCase({
      ...{ ...stale, runtime: "crun", test: "a", harms: [diedBy("exit 127")] },
      observation: sampleObservation({ fate: { kind: "exit", code: 127 } }),
    });
    const lives = sampleCase({ ...stale, runtime: "crun", test: "b" });
    const loses = [512, 64].map((amount, index) =>
      sampleCase({
        ...{ ...stale, runtime: "docker", test: "ab"[index] as string },
        harms: [{ harm: "lost", amount, text: "some bytes" }],
      }),
    );
    t.same(rowsOf(dies, lives, ...loses), [
      `| ${fault} | direct-file | dies: exit 127<br>bytes kept<br>true status | ends as meant<br>up to 512 bytes lost<br>true status |`,
    ]);
  },
);

t.test(
  "what ran nowhere and what was done without a fault has no row; a runtime that did not run it has a dot",
  async (t) => {
    const ran = sampleCase({ fault, test: "a", runtime: "runc" });
    const without = sampleCase({ test: "b", runtime: "runc" });
    const other = skipped(
      { fault: "the log's disk is full", runtime: "runc", test: "c" },
      "it has too much room",
    );
    const cannot = skipped({ fault, test: "a", runtime: "docker" }, "docker cannot wire direct-file");
    t.same(rowsOf(ran, without, other, cannot), [
      `| ${fault} | direct-file | ends as meant<br>bytes kept<br>true status | · |`,
    ]);
  },
);

t.test("a broken claim and an error of the suite's own are told beside the rest", async (t) => {
  const broken = sampleCase({ fault, test: "a", verdict: "broken" });
  const error = sampleCase({ fault, test: "b", verdict: "error", reason: "no room" });
  t.match(rowsOf(broken, error), [/true status<br>a claim is broken<br>fd012's own error \|$/]);
  t.match(faultsPage({ ...sampleRun(), cases: [] }), /^No case of this run had a fault\.$/m);
});
