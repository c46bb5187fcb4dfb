import t from "tap";
import { ctrfOf } from "../../lib/reporters/ctrf.ts";
import { invalidCtrf } from "./fixtures/accepted.ts";
import { runWithUnaccepted, SENTENCE } from "./fixtures/fail-on.ts";
import { sampleCase } from "./fixtures/sample-case.ts";
import { sampleRun } from "./fixtures/sample-run.ts";

const run = sampleRun();
const report = JSON.parse(ctrfOf(run));

t.test("its own validator takes it, and rejects what is none", async (t) => {
  t.same(invalidCtrf(ctrfOf(run)), []);
  t.same(invalidCtrf(ctrfOf({ ...run, cases: [] })), []);
  t.not(invalidCtrf(ctrfOf(run).replace('"status": "passed"', '"status": "fine"')).length, 0);
});

t.test("it counts what the run counts; an error is never green", async (t) => {
  const { held, recorded, broken, skip, error } = run.tail.counts;
  t.match(report.results.summary, {
    tests: run.cases.length,
    ...{
      passed: held + recorded,
      failed: broken + error,
      skipped: skip,
      pending: 0,
      other: 0,
      flaky: 0,
      suites: 5,
    },
    start: Date.parse(run.head.started),
    duration: run.tail.milliseconds,
  });
  const own = report.results.tests.find(({ rawStatus }: { rawStatus: string }) => rawStatus === "error");
  t.match(own, { status: "failed", message: "/dev/kmsg: EPERM while the case was prepared" });
  t.match(report.results.environment, { healthy: false, extra: { problems: run.tail.problems } });
});

t.test("a failure has its observation and how to see it again", async (t) => {
  const hang = report.results.tests.find(({ message }: { message?: string }) =>
    message?.startsWith("hang: state S"),
  );
  t.match(hang, {
    status: "failed",
    suite: ["stale-log"],
    labels: { runtime: "unshare", strategy: "shim-pipe", filesystem: "stalefs", level: "SEE" },
    extra: { outcome: "hang · lost 0", again: /^fd012 run stale-log\/keep-writing --runtime unshare / },
  });
  t.match(hang.trace, "hang: state S, wchan pipe_write");
});

t.test("a flaky case is told with its tries", async (t) => {
  const attempts = [{ verdict: "error" as const, outcome: null, reason: "no luck", milliseconds: 1.6 }];
  const text = ctrfOf({ ...run, cases: [sampleCase({ attempts })] });
  t.same(invalidCtrf(text), []);
  const { summary, tests } = JSON.parse(text).results;
  t.match(summary, { passed: 1, flaky: 1 });
  t.match(tests[0], {
    ...{ status: "passed", flaky: true, retries: 1, message: "try 1: error · no luck" },
    retryAttempts: [{ attempt: 1, status: "failed", duration: 2, message: "no luck" }],
  });
});

t.test("under a gate its word counts, and the verdict is kept beside it", async (t) => {
  const attempts = [{ verdict: "broken" as const, outcome: null, reason: "once", milliseconds: 1 }];
  const cases = [
    sampleCase({ suite: "known", verdict: "broken", reason: "PID 1 hangs" }),
    sampleCase({ suite: "worse" }),
    sampleCase({ suite: "flaky", attempts }),
  ];
  const failing = cases.slice(1).map(({ id, suite }) => ({ id, why: `${suite} is worse` }));
  const gate = {
    passed: false,
    failing,
    violations: ["expectation 1 matches nothing"],
    allowed: { new: 3, gone: 0, skipped: 0 },
  };
  const text = ctrfOf({ ...run, cases, tail: { ...run.tail, gate } });
  t.same(invalidCtrf(text), []);
  const { summary, tests, environment } = JSON.parse(text).results;
  t.match(summary, { tests: 4, passed: 0, failed: 3, skipped: 0, other: 1, flaky: 1 });
  t.match(tests, [
    { status: "other", rawStatus: "broken", message: "PID 1 hangs", trace: /^MUST/ },
    { status: "failed", rawStatus: "held", message: "worse is worse" },
    {
      status: "failed",
      rawStatus: "held",
      flaky: true,
      message: "gate: flaky is worse\ntry 1: broken · once",
    },
    { status: "failed", suite: ["gate"], message: "expectation 1 matches nothing" },
  ]);
  t.match(environment.extra, { gate: "failed", allowed: "3 new" });
  t.notOk("gate" in report.results.environment.extra, "a run without one says nothing of it");
});

t.test("what passed and was harmed says so in message, tags and extra", async (t) => {
  const { tests } = report.results;
  const dead = tests.find(({ name }: { name: string }) =>
    name.startsWith("stale-log/keep-writing[unshare,direct"),
  );
  t.match(dead, {
    ...{ status: "passed", rawStatus: "recorded", tags: ["harmed", "died", "lost"] },
    message: "harmed: died: PID 1 ended by exit 127; it meant exit 0; lost: 8192 bytes",
    extra: {
      harms: [
        { harm: "died", amount: 1 },
        { harm: "lost", amount: 8192 },
      ],
    },
  });
  const well = tests.find(({ rawStatus }: { rawStatus: string }) => rawStatus === "held");
  t.notOk("tags" in well || "message" in well);
  t.match(report.results.environment.extra.images, { node: "node:20.20.2" });
});

t.test("a pass with a harm that --fail-on names has failed", async (t) => {
  const text = ctrfOf(runWithUnaccepted);
  t.same(invalidCtrf(text), []);
  const { summary, tests, environment } = JSON.parse(text).results;
  t.match(summary, { passed: 1, failed: 1 });
  t.match(tests[0], { status: "failed", rawStatus: "recorded", message: /^died, which --fail-on names\n/ });
  t.match(environment.extra, { failOn: SENTENCE });
});
