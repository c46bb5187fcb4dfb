import "../fixtures/plain-children.ts";
import t, { type Test } from "tap";
import type { Case } from "../../lib/case/case.ts";
import { runCase } from "../../lib/case/run-case.ts";
import type { Fate } from "../../lib/results/schema.ts";
import { type Body, endsBy, seesEnd } from "../../lib/suite.ts";
import bytes from "../../suites/bytes.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { plainRuntime } from "./fixtures/plain-runtime.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const exit = (code: number): Fate => ({ kind: "exit", code });
const records: Body = async (t, { start }) => void seesEnd(t, await (await start()).proceed());
const holds: Body = async (t, { start }) => endsBy(t, await (await start()).proceed(), exit(0));

/** A PID 1 that means exit 0 and ends otherwise, and a runtime that says what it likes. */
function dies(body: Body, level: "MUST" | "SEE", report: Fate): Case {
  const runtime = plainRuntime({ report: () => report });
  const one = oneCase(body, { level, runtime, workload: "exit-code", args: ["127"] });
  return { ...one, plan: { ...one.plan, meant: [exit(0)] } };
}

async function untraced(t: Test, one: Case) {
  const stage = { ...(await stageOf(t)), trace: null, traceMissing: "the kernel is not asked" };
  return runCase(one, stage, "case");
}

t.test("an outage that the runtime reports as success is green nowhere", async (t) => {
  for (const [body, level] of [
    [records, "SEE"],
    [holds, "MUST"],
  ] as const)
    t.match(await untraced(t, dies(body, level, exit(0))), {
      verdict: "skip",
      reason: /the kernel did not tell it: the kernel is not asked; reported: exit 0$/,
      harms: { length: 0 },
    });
});

t.test("one that it reports itself is recorded, as reported", async (t) => {
  t.match(await untraced(t, dies(records, "SEE", exit(127))), {
    verdict: "recorded",
    harms: [{ harm: "died", text: "as reported, PID 1 ended by exit 127; it meant exit 0" }],
  });
});

t.test("bytes are counted whether the kernel tells of the end or not", async (t) => {
  const claim = bytes.tests.find(({ name }) => name === "exact-sizes/4097");
  const one = oneCase(claim?.body as Body, { workload: "write-bytes", args: ["4097"] });
  t.match(await untraced(t, one), { verdict: "held", reason: null });
});
