import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import t from "tap";
import { conclude, tellConclusion } from "../../lib/commands/conclusion.ts";
import { openGate } from "../../lib/commands/gate.ts";
import { reproFile } from "../../lib/reporters/again.ts";
import { failed, flaky, passed, runOf } from "../compare/fixtures/runs.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const directory = temporaryDirectory(t);
const stored = (run: ReturnType<typeof runOf>) => {
  const path = join(directory, "run.json");
  writeFileSync(path, JSON.stringify(run));
  return path;
};

t.test("without a gate the verdicts decide, and a flaky case fails unless that is allowed", async (t) => {
  const exitCode = (run: ReturnType<typeof runOf>, allowFlaky: boolean) =>
    conclude(run, run.tail, { gate: null, allowFlaky }).tail.exitCode;
  t.same(
    [passed(), failed(), flaky()].map((one) => [exitCode(runOf(one), false), exitCode(runOf(one), true)]),
    [
      [0, 0],
      [1, 1],
      [1, 0],
    ],
  );
});

t.test("with a gate the run keeps its word, and that alone decides", async (t) => {
  const gate = await openGate({ baseline: stored(runOf(passed(), failed({ test: "code/1" }))) });
  const word = (run: ReturnType<typeof runOf>) => conclude(run, run.tail, { gate, allowFlaky: false }).tail;
  const known = runOf(passed(), failed({ test: "code/1" }));
  t.match(word(known), { exitCode: 0, gate: { passed: true, failing: [], violations: [] } });
  const worse = failed();
  t.match(word(runOf(worse)), {
    exitCode: 1,
    gate: { passed: false, failing: [{ id: worse.id, why: "pass → fail" }] },
  });
});

t.test("what went wrong leaves the script that does it by hand", async (t) => {
  const one = failed({ repro: "#!/bin/sh\necho it\n" });
  tellConclusion(directory, [one, passed({ test: "code/1" })], null, { gate: null, allowFlaky: false });
  t.same(readdirSync(join(directory, "repro")), [basename(reproFile(one))]);
  t.equal(readFileSync(join(directory, reproFile(one)), "utf8"), one.repro);
});
