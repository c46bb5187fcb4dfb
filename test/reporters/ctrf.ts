import t from "tap";
import { ctrfOf } from "../../lib/reporters/ctrf.ts";
import { invalidCtrf } from "./fixtures/accepted.ts";
import { sampleCase, sampleRun } from "./fixtures/sample-run.ts";

const run = sampleRun();
const report = JSON.parse(ctrfOf(run));

t.test("its own validator takes it, and rejects what is none", async (t) => {
  t.same(invalidCtrf(ctrfOf(run)), []);
  t.same(invalidCtrf(ctrfOf({ ...run, cases: [] })), []);
  t.not(invalidCtrf(ctrfOf(run).replace('"status": "passed"', '"status": "fine"')).length, 0);
});

t.test("it counts what the run counts; an error is never green", async (t) => {
  const { pass, fail, skip, error } = run.tail.counts;
  t.match(report.results.summary, {
    tests: run.cases.length,
    ...{ passed: pass, failed: fail + error, skipped: skip, pending: 0, other: 0, flaky: 0, suites: 5 },
    start: Date.parse(run.head.started),
    duration: run.tail.milliseconds,
  });
  const broken = report.results.tests.find(({ rawStatus }: { rawStatus: string }) => rawStatus === "error");
  t.match(broken, { status: "failed", message: "/dev/kmsg: EPERM while the case was prepared" });
  t.match(report.results.environment, { healthy: false, extra: { problems: run.tail.problems } });
});

t.test("a failure has its observation and how to see it again", async (t) => {
  const hang = report.results.tests.find(({ message }: { message?: string }) =>
    message?.startsWith("PID 1 hangs"),
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
