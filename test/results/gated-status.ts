import t from "tap";
import { gatedStatuses } from "../../lib/results/gated-status.ts";
import { sampleCase } from "../reporters/fixtures/sample-case.ts";

const attempts = [{ verdict: "broken" as const, outcome: null, reason: "once", milliseconds: 1 }];
const allowed = { new: 0, gone: 0, skipped: 0 };
const byVerdict = (["held", "recorded", "skip", "broken", "error"] as const).map((verdict) =>
  sampleCase({ suite: verdict, verdict }),
);
const flaky = sampleCase({ suite: "flaky", attempts });

t.test("without a gate the verdict is all there is", async (t) => {
  const statuses = [...byVerdict, flaky].map(gatedStatuses({}));
  t.same(
    statuses.map(({ status, why }) => [status, why]),
    ["held", "recorded", "skip", "broken", "error", "held"].map((status) => [status, null]),
  );
});

t.test("what the gate let pass is excused, and no pass is", async (t) => {
  const statusOf = gatedStatuses({ gate: { passed: true, failing: [], violations: [], allowed } });
  t.same(
    [...byVerdict, flaky].map((one) => statusOf(one).status),
    ["held", "recorded", "skip", "excused", "excused", "held"],
  );
});

t.test(
  "what does not pass the gate is a failure whatever its verdict, and an error stays the suite's",
  async (t) => {
    const all = [...byVerdict, flaky];
    const failing = all.map(({ id, suite }) => ({ id, why: `${suite} is worse` }));
    t.same(all.map(gatedStatuses({ gate: { passed: false, failing, violations: [], allowed } })), [
      { status: "broken", why: "held is worse", told: "gate: held is worse" },
      { status: "broken", why: "recorded is worse", told: "gate: recorded is worse" },
      { status: "broken", why: "skip is worse", told: "gate: skip is worse" },
      { status: "broken", why: "broken is worse", told: "gate: broken is worse" },
      { status: "error", why: "error is worse", told: "gate: error is worse" },
      { status: "broken", why: "flaky is worse", told: "gate: flaky is worse" },
    ]);
  },
);
