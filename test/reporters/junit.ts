import t from "tap";
import { junitOf } from "../../lib/reporters/junit.ts";
import { invalidJunit } from "./fixtures/accepted.ts";
import { runWithUnaccepted } from "./fixtures/fail-on.ts";
import { sampleCase } from "./fixtures/sample-case.ts";
import { sampleRun } from "./fixtures/sample-run.ts";

const run = sampleRun();

/** The element of a case, by the beginning of its name. */
function element(xml: string, name: string): string {
  return new RegExp(`<testcase [^>]*name="${name}[^>]*?(/>|>.*?</testcase>)`, "s").exec(xml)?.[0] ?? "";
}

t.test("a validator takes it, and rejects what is no JUnit XML", async (t) => {
  t.same(await invalidJunit(junitOf(run)), []);
  t.same(await invalidJunit(junitOf({ ...run, cases: [], tail: { ...run.tail, problems: [] } })), []);
  const broken = junitOf(run).replace(' classname="fd012.stale-log"', "");
  t.match(await invalidJunit(broken), [/classname/]);
});

t.test("a suite a testsuite, with what each counts", async (t) => {
  const xml = junitOf(run);
  const suites = [...xml.matchAll(/<testsuite id="(\d+)" name="([^"]+)".*?tests="(\d+)" failures="(\d+)"/g)];
  t.same(
    suites.map(([, id, name, tests, failures]) => [id, name, tests, failures]),
    [
      ["0", "stale-log", "22", "1"],
      ["1", "pid1-abort", "6", "0"],
      ["2", "wiring", "10", "1"],
      ["3", "exit-status", "11", "1"],
      ["4", "bytes", "18", "0"],
      ["5", "run", "1", "0"],
    ],
  );
  t.match(xml, /<property name="runtime unshare" value="util-linux 2.38.1"\/>/);
});

t.test("a failure says what was observed and how to see it again", async (t) => {
  const hang = element(junitOf(run), "keep-writing\\[unshare,shim-pipe");
  t.match(hang, 'classname="fd012.stale-log"');
  t.match(
    hang,
    '<failure message="hang · lost 0: hang: state S, wchan pipe_write, pipe 65536/65536; required: PID 1 ends, and the runtime after it" type="broken">',
  );
  for (const line of [
    "outcome: hang · lost 0",
    "hang: state S, wchan pipe_write, pipe 65536/65536",
    "stdout: 65536 bytes acknowledged, 65536 stored",
    "again: fd012 run stale-log/keep-writing --runtime unshare --strategy shim-pipe --filesystem stalefs",
    "by hand: repro/stale-log-keep-writing-unshare-shim-pipe-stalefs-node-",
  ])
    t.match(hang, line);
});

t.test("an error of the suite is an error, and a skip tells its reason", async (t) => {
  const xml = junitOf(run);
  t.match(
    element(xml, "kernel-log"),
    /<error message="\/dev\/kmsg: EPERM while the case was prepared" type="error">/,
  );
  t.match(element(xml, "recovers"), /<skipped message="the kernel has no nfs module: .*"\/>/);
});

t.test("what belongs to no case is an error too", async (t) => {
  const cut = { ...run, tail: { ...run.tail, interrupted: true } };
  t.match(
    element(junitOf(cut), "the run itself"),
    /the run was interrupted\ncould not unmount the stalefs of case 12/,
  );
  t.equal(element(junitOf({ ...run, tail: { ...run.tail, problems: [] } }), "the run itself"), "");
});

t.test("a flaky case passes, and its suite tells of it", async (t) => {
  const attempts = [
    { verdict: "broken" as const, outcome: "hang · lost 0", reason: "it hangs", milliseconds: 1 },
  ];
  const xml = junitOf({ ...run, cases: [sampleCase({ attempts })] });
  t.same(await invalidJunit(xml), []);
  t.match(element(xml, "code/0"), /\/>$/);
  t.match(
    xml,
    /<system-out>flaky: exit-status\/code\/0\S+\ntry 1: broken · hang · lost 0 · it hangs<\/system-out>/,
  );
});

t.test("under a gate its word counts: what it let pass is no failure, what it did not is one", async (t) => {
  const cases = [
    sampleCase({ suite: "known", verdict: "broken", reason: "PID 1 hangs", outcome: "hang · lost 0" }),
    sampleCase({ suite: "worse", outcome: "exit 0 · lost 64" }),
  ];
  const gate = {
    passed: false,
    failing: [{ id: cases[1]?.id as string, why: "bytes lost: 0 → 64" }],
    violations: ["expectation 1 (wiring/*, bug 7) has expired on 2025-01-01"],
    allowed: { new: 0, gone: 4, skipped: 0 },
  };
  const xml = junitOf({ ...run, cases, tail: { ...run.tail, problems: [], gate } });
  t.same(await invalidJunit(xml), []);
  const known = /<testsuite [^>]*name="known"[^>]*>.*?<\/testsuite>/s.exec(xml)?.[0] ?? "";
  t.match(known, / failures="0" errors="0" skipped="1"/);
  t.match(known, '<skipped message="let pass by the gate: broken: hang · lost 0: PID 1 hangs"/>');
  t.match(known, /<system-out>let pass by the gate: known\/code\/0\S+\nMUST: [^<]*again: fd012 run known/);
  const worse = /<testsuite [^>]*name="worse"[^>]*>.*?<\/testsuite>/s.exec(xml)?.[0] ?? "";
  t.match(worse, / failures="1" errors="0" skipped="0"/);
  t.match(worse, '<failure message="exit 0 · lost 64: bytes lost: 0 → 64" type="broken">gate: bytes lost');
  t.match(element(xml, "the gate"), /<failure type="broken" message="expectation 1 /);
  t.equal(element(xml, "the run itself"), "");
  t.match(xml, '<property name="gate allowed" value="4 gone"/>');
});

t.test("what passed and was harmed passes, and is a property of its suite", async (t) => {
  const xml = junitOf(run);
  t.match(element(xml, "keep-writing\\[unshare,direct-file"), /\/>$/);
  t.match(
    xml,
    '<property name="harmed stale-log/keep-writing[unshare,direct-file,stalefs,node]" value="died: PID 1 ended by exit 127; it meant exit 0; lost: 8192 bytes',
  );
  t.equal(xml.match(/<property name="harmed /g)?.length, run.tail.counts.harmed);
  t.match(xml, '<property name="image node" value="node:20.20.2"/>');
});

t.test("a pass with a harm that --fail-on names is a failure", async (t) => {
  const xml = junitOf(runWithUnaccepted);
  t.same(await invalidJunit(xml), []);
  const dead = /<testsuite [^>]*name="dead"[^>]*>.*?<\/testsuite>/s.exec(xml)?.[0] ?? "";
  t.match(dead, / failures="1" errors="0" skipped="0"/);
  const why = "died, which --fail-on names";
  t.match(dead, `<failure message="exit 127 · lost 0: ${why}" type="broken">${why}\n`);
  t.match(xml, /name="well"[^>]* failures="0"|failures="0"[^>]*name="well"/);
});
