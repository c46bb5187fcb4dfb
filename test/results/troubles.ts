import t from "tap";
import type { CaseResult } from "../../lib/results/schema.ts";
import { countKinds, firstOf, testOf, troublesOf } from "../../lib/results/troubles.ts";
import { diedBy, sampleCase } from "../reporters/fixtures/sample-case.ts";
import { sampleObservation } from "../reporters/fixtures/sample-observation.ts";

const attempts: CaseResult["attempts"] = [
  { verdict: "broken", outcome: null, reason: "once", milliseconds: 1 },
];
const allowed = { new: 0, gone: 0, skipped: 0 };
const hang = sampleObservation({ fate: { kind: "hang", where: "pipe_write" } });

t.test("the worst comes first, and what came out well or was skipped does not come", async (t) => {
  const cases = [
    sampleCase({ test: "held" }),
    sampleCase({ test: "recorded", level: "SEE" }),
    sampleCase({ test: "harmed", harms: [diedBy("exit 127")] }),
    sampleCase({ test: "skip", verdict: "skip" }),
    sampleCase({ test: "flaky", attempts }),
    sampleCase({ test: "see", verdict: "broken", level: "SEE" }),
    sampleCase({ test: "see that hangs", verdict: "broken", level: "SEE", observation: hang }),
    sampleCase({ test: "must", verdict: "broken" }),
    sampleCase({ test: "must that hangs", verdict: "broken", observation: hang }),
    sampleCase({ test: "error", verdict: "error", observation: null }),
  ];
  t.same(
    troublesOf(cases).map((trouble) => `${trouble.kind} ${testOf(firstOf(trouble))}`),
    [
      "error exit-status/error",
      "broken exit-status/must that hangs",
      "broken exit-status/must",
      "broken exit-status/see that hangs",
      "broken exit-status/see",
      "flaky exit-status/flaky",
    ],
  );
  t.same(countKinds(cases), { error: 1, broken: 4, flaky: 1, harmed: 1, held: 1, recorded: 1, skip: 1 });
});

t.test("what a gate let pass comes last, and is never together with what it did not", async (t) => {
  const fail = { verdict: "broken" as const, reason: "wrong" };
  const cases = [
    sampleCase({ ...fail, id: "known", test: "code/1" }),
    sampleCase({ ...fail, id: "known as well" }),
    sampleCase({ ...fail, id: "worse", level: "SEE" }),
  ];
  const gate = { passed: false, failing: [{ id: "worse", why: "held → broken" }], violations: [], allowed };
  t.same(
    troublesOf(cases, { gate }).map(({ isExcused, cases: [first] }) => `${first?.id} ${isExcused}`),
    ["worse false", "known true", "known as well true"],
  );
});

t.test(
  "what came out well and did not pass the gate is worse, and comes before what is but flaky",
  async (t) => {
    const cases = [
      sampleCase({ id: "flaky", attempts }),
      sampleCase({ id: "lossy" }),
      sampleCase({ id: "good" }),
    ];
    const failing = ["flaky", "lossy"].map((id) => ({ id, why: `why ${id}` }));
    t.match(troublesOf(cases, { gate: { passed: false, failing, violations: [], allowed } }), [
      { kind: "worse", isExcused: false, why: "why lossy", cases: [{ id: "lossy" }] },
      { kind: "flaky", isExcused: false, why: "why flaky", cases: [{ id: "flaky" }] },
    ]);
  },
);

t.test("cases of one test that came out alike are together", async (t) => {
  const fail = { verdict: "broken" as const, reason: "wrong" };
  const cases = [
    sampleCase({ ...fail, strategy: "shim-pipe" }),
    sampleCase({ ...fail, strategy: "direct-file" }),
    sampleCase({ ...fail, strategy: "null", reason: "wrong in another way" }),
    sampleCase({ ...fail, test: "code/1" }),
  ];
  t.same(
    troublesOf(cases).map((trouble) => trouble.cases.length),
    [2, 1, 1],
  );
});
