import t from "tap";
import { gatedStatuses } from "../../lib/results/gated-status.ts";
import { sampleCase } from "../reporters/fixtures/sample-run.ts";

const attempts = [{ verdict: "fail" as const, outcome: null, reason: "once", milliseconds: 1 }];
const byVerdict = (["pass", "skip", "fail", "error"] as const).map((verdict) =>
  sampleCase({ suite: verdict, verdict }),
);
const flaky = sampleCase({ suite: "flaky", attempts });

t.test("without a gate the verdict is all there is", async (t) => {
  const statuses = [...byVerdict, flaky].map(gatedStatuses(undefined));
  t.same(
    statuses.map(({ status, why }) => [status, why]),
    ["pass", "skip", "fail", "error", "pass"].map((status) => [status, null]),
  );
});

t.test("what the gate let pass is excused, and no pass is", async (t) => {
  const statusOf = gatedStatuses({ passed: true, failing: [], violations: [] });
  t.same(
    [...byVerdict, flaky].map((one) => statusOf(one).status),
    ["pass", "skip", "excused", "excused", "pass"],
  );
});

t.test(
  "what does not pass the gate is a failure whatever its verdict, and an error stays the suite's",
  async (t) => {
    const all = [...byVerdict, flaky];
    const failing = all.map(({ id, suite }) => ({ id, why: `${suite} is worse` }));
    t.same(all.map(gatedStatuses({ passed: false, failing, violations: [] })), [
      { status: "fail", why: "pass is worse" },
      { status: "fail", why: "skip is worse" },
      { status: "fail", why: "fail is worse" },
      { status: "error", why: "error is worse" },
      { status: "fail", why: "flaky is worse" },
    ]);
  },
);
