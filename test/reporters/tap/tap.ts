import t from "tap";
import { type FinalResults, Parser, type Result } from "tap-parser";
import { TapReporter } from "../../../lib/reporters/tap/tap.ts";
import type { RunEvent } from "../../../lib/results/schema.ts";
import { runWithUnaccepted, SENTENCE } from "../fixtures/fail-on.ts";
import { HOSTILE } from "../fixtures/hostile-text.ts";
import { memorySink } from "../fixtures/memory-sink.ts";
import { sampleCase } from "../fixtures/sample-case.ts";
import { sampleEvents, sampleRun } from "../fixtures/sample-run.ts";
import { tell } from "../fixtures/tell.ts";

const run = sampleRun();

async function tapOf(events: readonly RunEvent[]): Promise<string> {
  const sink = memorySink();
  await tell(new TapReporter(sink), events);
  return sink.text;
}

/** What a strict parser makes of it: the end result, the test points, and whatever it took for no TAP. */
function parse(text: string): { final: FinalResults; points: Result[]; extra: string[] } {
  const points: Result[] = [];
  const extra: string[] = [];
  let final: FinalResults | undefined;
  const parser = new Parser({ strict: true }, (results) => {
    final = results;
  });
  listen(parser, (child) => child.on("extra", (line) => extra.push(line)));
  parser.on("assert", (point) => points.push(point));
  parser.end(text);
  return { final: final as FinalResults, points, extra };
}

function listen(parser: Parser, to: (parser: Parser) => void): void {
  to(parser);
  parser.on("child", (child) => listen(child, to));
}

t.test("a strict parser takes a whole run and counts what the run counts", async (t) => {
  const { final, points, extra } = parse(await tapOf(sampleEvents(run)));
  t.same(extra, []);
  t.equal(final.plan.end, run.cases.length);
  t.equal(points.length, run.cases.length);
  const { held, recorded, broken, skip, error } = run.tail.counts;
  t.match(final, {
    count: points.length,
    pass: held + recorded + skip,
    fail: broken + error,
    skip,
    bailout: false,
  });
  t.same(
    final.failures.map((failure) => ("name" in failure ? failure.name : failure)),
    run.cases.filter(({ verdict }) => verdict === "broken" || verdict === "error").map(({ id }) => id),
  );
});

t.test("hostile names, reasons and outputs stay text", async (t) => {
  const bad = {
    ok: false,
    of: "claim" as const,
    name: HOSTILE,
    skip: null,
    detail: { observed: HOSTILE, [HOSTILE]: [HOSTILE, null, { deep: HOSTILE }] },
  };
  const cases = [
    sampleCase({ id: HOSTILE, test: HOSTILE, claim: HOSTILE }),
    sampleCase({ id: "ends with {" }),
    sampleCase({ id: "# TODO x", verdict: "skip", reason: HOSTILE, assertions: [], observation: null }),
    sampleCase({ id: "   ", verdict: "error", reason: HOSTILE, observation: null, assertions: [] }),
    sampleCase({
      id: "bad",
      verdict: "broken",
      reason: HOSTILE,
      outcome: HOSTILE,
      cites: [HOSTILE],
      assertions: [bad],
    }),
  ];
  const text = await tapOf(sampleEvents({ ...run, cases }));
  const { final, points, extra } = parse(text);
  t.same(extra, []);
  t.match(final, { count: 5, pass: 3, fail: 2, skip: 1, todo: 0, bailout: false });
  t.equal(points[1]?.name, "ends with \\x7b");
  t.match(points[4]?.diag?.reason, "\\u{202e}evil");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  t.notMatch(text, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});

t.test("diagnostics say what was observed, and whose fault it was", async (t) => {
  const { points } = parse(await tapOf(sampleEvents(run)));
  const of = (part: string) => points.find(({ name }) => name.startsWith(part));
  t.match(of("stale-log/keep-writing[unshare,shim-pipe")?.diag, {
    reason:
      "hang: state S, wchan pipe_write, pipe 65536/65536; required: PID 1 ends, and the runtime after it",
    outcome: "hang · lost 0",
    fate: { actual: "hang: state S, wchan pipe_write, pipe 65536/65536" },
  });
  t.same(of("stale-log/exit-after/natural")?.diag?.chain.slice(0, 2), [
    "fstat(1) ESTALE",
    "node::ResetStdio (inferred)",
  ]);
  t.match(of("pid1-abort/kernel-log")?.diag?.severity, "error of the suite itself");
  t.match(of("stale-log/recovers")?.skip, "the kernel has no nfs module");
});

t.test("a flaky case passes, and tells of the tries before", async (t) => {
  const attempts = [
    { verdict: "broken" as const, outcome: "hang · lost 0", reason: "it hangs", milliseconds: 1 },
  ];
  const { final, points, extra } = parse(
    await tapOf(sampleEvents({ ...run, cases: [sampleCase({ attempts })] })),
  );
  t.same(extra, []);
  t.match(final, { ok: true, pass: 1 });
  t.same(points[0]?.diag?.attempts, ["try 1: broken · hang · lost 0 · it hangs"]);
});

t.test("assertions are a subtest before their test point", async (t) => {
  const text = await tapOf(sampleEvents({ ...run, cases: [sampleCase({ id: "one" })] }));
  t.match(
    text,
    `TAP version 14
1..1
# Subtest: one
    1..2
    ok 1 - the wiring is the strategy's
    ok 2 - the runtime reports what the kernel saw
ok 1 - one
  ---
`,
  );
});

t.test("an assertion that failed in a case that passed contradicts nothing", async (t) => {
  const assertions = [{ ok: false, of: "claim" as const, name: "seen", skip: null, detail: { observed: 1 } }];
  const { final, extra } = parse(await tapOf(sampleEvents({ ...run, cases: [sampleCase({ assertions })] })));
  t.same(extra, []);
  t.match(final, { ok: true, count: 1, pass: 1 });
});

for (const [how, events] of [
  [
    "interrupted",
    [...sampleEvents(run).slice(0, 9), { type: "run-end", tail: { ...run.tail, interrupted: true } }],
  ],
  ["cut off", sampleEvents(run).slice(0, 9)],
] as [string, RunEvent[]][]) {
  t.test(`a run that was ${how} bails out`, async (t) => {
    const { final, extra } = parse(await tapOf(events));
    t.same(extra, []);
    t.equal(final.bailout, `the run was ${how}`);
    t.equal(final.ok, false);
  });
}

t.test("a run without cases is an empty plan", async (t) => {
  const { final, extra } = parse(await tapOf(sampleEvents({ ...run, cases: [] })));
  t.same(extra, []);
  t.match(final, { ok: true, count: 0 });
});

t.test("what the kernel's log says of a fault is told, and why it says nothing", async (t) => {
  const logged = (line: string | null, missing: string | null) => {
    const one = sampleCase({ id: String(line) });
    const observation = one.observation as NonNullable<typeof one.observation>;
    const kernelLog = { line, missing, instruction: null };
    return { ...one, observation: { ...observation, evidence: { ...observation.evidence, kernelLog } } };
  };
  const cases = [logged("traps: node[1] general protection fault", null), logged(null, "the rate limit")];
  const text = await tapOf(sampleEvents({ ...run, cases }));
  t.match(text, /kernel log: .*traps: node\[1\] general protection fault/);
  t.match(text, /kernel log: .*no line: the rate limit/);
});

t.test("the gate's word comes last, as comments, for the test points were written before it", async (t) => {
  const [first] = run.cases as [(typeof run.cases)[number]];
  const gate = {
    passed: false,
    failing: [{ id: first.id, why: `worse ${HOSTILE}` }],
    violations: ["expectation 1 matches nothing"],
    allowed: { new: 1, gone: 2, skipped: 0 },
  };
  const text = await tapOf(sampleEvents({ ...run, tail: { ...run.tail, problems: [], gate } }));
  t.same(parse(text).extra, []);
  const told = text.split("\n").filter((line) => line.startsWith("# gate: "));
  t.match(told, [
    / does not pass: worse /,
    "# gate: expectation 1 matches nothing",
    "# gate: allowed: 1 new, 2 gone",
    "# gate: failed",
  ]);
  t.equal(told.length, 4);
  const passed = { passed: true, failing: [], violations: [], allowed: { new: 0, gone: 0, skipped: 0 } };
  t.match(
    await tapOf(sampleEvents({ ...run, tail: { ...run.tail, problems: [], gate: passed } })),
    /\n# gate: passed\n$/,
  );
  t.notMatch(await tapOf(sampleEvents(run)), "# gate");
});

t.test("what passed and was harmed is ok, with its harms in description and YAML", async (t) => {
  const { points } = parse(await tapOf(sampleEvents(run)));
  const dead = points.find(({ name }) => name.startsWith("stale-log/keep-writing[unshare,direct-file"));
  t.match(dead, { ok: true, name: /\] ▲ died, lost$/ });
  t.match(dead?.diag, {
    verdict: "recorded",
    harms: [
      { harm: "died", amount: 1, text: "PID 1 ended by exit 127; it meant exit 0" },
      { harm: "lost", amount: 8192 },
    ],
  });
  t.equal(points.filter(({ name }) => name.includes("▲")).length, run.tail.counts.harmed);
});

t.test("an assertion that does not hold says what was seen, then what was required", async (t) => {
  t.match(
    await tapOf(sampleEvents(run)),
    /^ {4}not ok \d+ - hang: state S, wchan pipe_write, pipe 65536\/65536; required: PID 1 ends, and the runtime after it$/m,
  );
});

t.test("the counts stand at the end", async (t) => {
  t.match(
    await tapOf(sampleEvents(run)),
    "# 67 cases: 39 held, 10 recorded, 8 harmed (6 died, 1 lost, 2 undelivered), 3 broken, 1 error, 6 skipped\n",
  );
});

t.test("what --fail-on does not accept is told last, as comments", async (t) => {
  const text = await tapOf(sampleEvents(runWithUnaccepted));
  t.same(parse(text).extra, []);
  const [dead] = runWithUnaccepted.cases;
  t.equal(text.split("\n# --fail-on: ").length, 3);
  t.match(text, `\n# --fail-on: ${dead?.id} does not pass: died\n# --fail-on: ${SENTENCE}\n`);
  t.notMatch(await tapOf(sampleEvents(run)), "--fail-on");
});
