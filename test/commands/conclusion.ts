import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import t from "tap";
import { conclude, tellConclusion } from "../../lib/commands/conclusion.ts";
import { openGate, type RunGate } from "../../lib/commands/gate.ts";
import { reproFile } from "../../lib/reporters/again.ts";
import type { HarmName } from "../../lib/results/schema.ts";
import { broken, flaky, held, recorded, runOf } from "../compare/fixtures/runs.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const directory = temporaryDirectory(t);
const stored = (run: ReturnType<typeof runOf>) => {
  const path = join(directory, "run.json");
  writeFileSync(path, JSON.stringify(run));
  return path;
};

t.test("without a gate the verdicts decide, and a flaky case fails unless that is allowed", async (t) => {
  const exitCode = (run: ReturnType<typeof runOf>, allowFlaky: boolean) =>
    conclude(run, run.tail, { gate: null, allowFlaky, failOn: [] }).tail.exitCode;
  t.same(
    [held(), broken(), flaky()].map((one) => [exitCode(runOf(one), false), exitCode(runOf(one), true)]),
    [
      [0, 0],
      [1, 1],
      [1, 0],
    ],
  );
});

t.test("a harm that is named fails the run, whatever the verdict and the gate", async (t) => {
  const run = runOf(recorded("exit 127 · lost 0", "died"), held({ test: "code/1" }));
  const exitCode = (failOn: HarmName[], gate: RunGate | null = null) =>
    conclude(run, run.tail, { gate, allowFlaky: false, failOn }).tail.exitCode;
  t.equal(exitCode([]), 0);
  t.equal(exitCode(["lost"]), 0);
  t.equal(exitCode(["lost", "died"]), 1);
  const told = (failOn: HarmName[], gate: RunGate | null = null) =>
    conclude(run, run.tail, { gate, allowFlaky: false, failOn }).tail.failOn;
  const word = { failing: [{ id: run.cases[0]?.id, harms: ["died"] }] };
  t.match(told(["lost", "died"]), { ...word, harms: ["died", "lost"] }, "and the run keeps which");
  t.equal(told([]), undefined);
  const gate = await openGate({ baseline: stored(run) });
  t.match(told(["died"], gate), { ...word, harms: ["died"] });
  t.equal(exitCode([], gate), 0);
  t.equal(exitCode(["died"], gate), 1);
});

t.test("with a gate the run keeps its word, and that alone decides", async (t) => {
  const gate = await openGate({ baseline: stored(runOf(held(), broken({ test: "code/1" }))) });
  const word = (run: ReturnType<typeof runOf>) =>
    conclude(run, run.tail, { gate, allowFlaky: false, failOn: [] }).tail;
  const known = runOf(held(), broken({ test: "code/1" }));
  t.match(word(known), {
    exitCode: 0,
    gate: { passed: true, failing: { length: 0 }, violations: { length: 0 } },
  });
  const worse = broken();
  t.match(word(runOf(worse)), {
    exitCode: 1,
    gate: { passed: false, failing: [{ id: worse.id, why: "held → broken" }] },
  });
});

t.test("what went wrong leaves the script that does it by hand", async (t) => {
  const one = broken({ repro: "#!/bin/sh\necho it\n" });
  tellConclusion(directory, [one, held({ test: "code/1" })], null, {
    gate: null,
    allowFlaky: false,
    failOn: [],
  });
  t.same(readdirSync(join(directory, "repro")), [basename(reproFile(one))]);
  t.equal(readFileSync(join(directory, reproFile(one)), "utf8"), one.repro);
});
