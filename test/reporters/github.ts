import t from "tap";
import { GitHubReporter } from "../../lib/reporters/github.ts";
import type { CaseResult, RunEvent, RunFile } from "../../lib/results/schema.ts";
import { runWithUnaccepted } from "./fixtures/fail-on.ts";
import { memorySink } from "./fixtures/memory-sink.ts";
import { diedBy, sampleCase } from "./fixtures/sample-case.ts";
import { sampleEvents, sampleRun } from "./fixtures/sample-run.ts";
import { tell } from "./fixtures/tell.ts";

const run = sampleRun();
const allowed = { new: 0, gone: 0, skipped: 0 };

async function linesOf(events: readonly RunEvent[]): Promise<string[]> {
  const sink = memorySink();
  await tell(new GitHubReporter(sink), events);
  return sink.text.split("\n");
}

async function annotationsOf(of: RunFile): Promise<{ level: string; title: string; message: string }[]> {
  const [stop = "", go, ...commands] = await linesOf(sampleEvents(of));
  t.match(stop, /^::stop-commands::[-\da-f]{36}$/);
  t.equal(go, `${stop.replace("stop-commands::", "")}::`, "commands are taken again");
  t.equal(commands.pop(), "");
  return commands.map((line) => {
    const [, level = "", title = "", message = ""] = /^::(\w+) title=([^:,]*)::(.*)$/.exec(line) ?? [];
    return { level, title: unescaped(title), message: unescaped(message) };
  });
}

/** As the runner does it. */
function unescaped(text: string): string {
  const signs: Record<string, string> = { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" };
  return text.replace(/%(0D|0A|3A|2C|25)/g, (code) => signs[code] as string);
}

function failing(count: number, over: Partial<CaseResult> = {}): CaseResult[] {
  return Array.from({ length: count }, (_, index) =>
    sampleCase({ test: `code/${index}`, verdict: "broken", reason: "wrong", ...over }),
  );
}

t.test(
  "the worst comes first: the suite's own trouble, errors, a broken MUST, then what was but seen",
  async (t) => {
    t.same(
      (await annotationsOf(run)).map(({ level, title }) => `${level} ${title}`),
      [
        "error fd012: trouble of the suite itself",
        "error error of the suite itself in pid1-abort/kernel-log (direct-file · local)",
        "error wiring/no-extra-fds (direct-file · local)",
        "error exit-status/start-failure (shim-pipe · local)",
        "error stale-log/keep-writing (shim-pipe · stalefs)",
        ...["natural", "process-exit", "throw", "sigterm-listener"].map(
          (way) => `warning stale-log/exit-after/${way} harmed: died (direct-file · stalefs)`,
        ),
        "notice fd012",
      ],
    );
  },
);

t.test("a message says what was observed and how to see it again", async (t) => {
  const { message } = (await annotationsOf(run))[4] ?? { message: "" };
  t.match(message, "outcome: hang · lost 0");
  t.match(message, /^again: fd012 run stale-log\/keep-writing /m);
});

t.test("ten are shown, errors before warnings, the last of them counts the rest", async (t) => {
  const flaky = failing(12, {
    ...{ suite: "wiring", verdict: "held", reason: null },
    attempts: [{ verdict: "broken", outcome: null, reason: "once", milliseconds: 1 }],
  });
  const cases = [...failing(25), ...flaky];
  const annotations = await annotationsOf({ ...run, cases, tail: { ...run.tail, problems: [] } });
  const count = (level: string) => annotations.filter((one) => one.level === level).length;
  t.same([count("error"), count("warning"), count("notice")], [9, 0, 1]);
  t.match(annotations.at(-1)?.message, /^… and 28 more /);
  const few = [...failing(7), ...flaky.slice(0, 3)];
  const all = await annotationsOf({ ...run, cases: few, tail: { ...run.tail, problems: [] } });
  t.same(
    all.map(({ level }) => level),
    [...Array(7).fill("error"), ...Array(3).fill("warning")],
  );
  t.match(all[7], { title: /^wiring\/code\/0 is flaky/, message: "try 1: broken · once" });
});

t.test("cases that failed alike are one annotation", async (t) => {
  const cases = ["direct-file", "shim-pipe"].flatMap((strategy) => failing(1, { strategy }));
  const annotations = await annotationsOf({ ...run, cases, tail: { ...run.tail, problems: [] } });
  t.same(
    annotations.map(({ title }) => title),
    ["exit-status/code/0 (direct-file, shim-pipe · local)"],
  );
});

t.test("what a gate let pass is no error, and what it did not comes before it", async (t) => {
  const cases = [
    ...failing(1, { id: "known", suite: "known" }),
    ...failing(1, { id: "worse", suite: "worse" }),
  ];
  const told = async (over: {
    passed: boolean;
    failing: { id: string; why: string }[];
    violations: string[];
  }) =>
    (
      await annotationsOf({ ...run, cases, tail: { ...run.tail, problems: [], gate: { ...over, allowed } } })
    ).map(({ level, title }) => `${level} ${title}`);
  t.same(
    await told({
      passed: false,
      failing: [{ id: "worse", why: "held → broken" }],
      violations: ["expectation 1 has expired"],
    }),
    [
      "error fd012: an expectation does not hold",
      "error worse/code/0 (direct-file · local)",
      "warning known/code/0, let pass by the gate (direct-file · local)",
    ],
  );
  t.same(await told({ passed: true, failing: [], violations: [] }), [
    "warning known/code/0, let pass by the gate (direct-file · local)",
    "warning worse/code/0, let pass by the gate (direct-file · local)",
  ]);
});

t.test("a pass that is worse than the baseline is an error, with what it is worse by", async (t) => {
  const one = sampleCase({
    id: "lossy",
    harms: [{ harm: "lost", amount: 64, text: "64 bytes are in no log" }],
  });
  const gate = {
    passed: false,
    failing: [{ id: one.id, why: "bytes lost: 0 → 64" }],
    violations: [],
    allowed,
  };
  const annotations = await annotationsOf({
    ...run,
    cases: [one],
    tail: { ...run.tail, problems: [], gate },
  });
  t.match(annotations, [
    { level: "error", title: /is worse than it was \(/, message: /^gate: bytes lost: 0 → 64\n/ },
  ]);
  t.equal(annotations.length, 1, "it is no second time there as a harmed one");
});

t.test("a flaky case that fails the gate is an error", async (t) => {
  const [one] = failing(1, {
    ...{ verdict: "held", reason: null },
    attempts: [{ verdict: "broken", outcome: null, reason: "once", milliseconds: 1 }],
  }) as [CaseResult];
  const gate = { passed: false, failing: [{ id: one.id, why: "held → flaky" }], violations: [], allowed };
  const annotations = await annotationsOf({
    ...run,
    cases: [one],
    tail: { ...run.tail, problems: [], gate },
  });
  t.match(annotations, [{ level: "error", title: /is flaky \(/, message: /^gate: held → flaky\n/ }]);
});

t.test("signs that mean something to the runner are escaped", async (t) => {
  const [one] = failing(1, { suite: "a,b::c%0A", reason: "50% :: \n::error::x" });
  const cases = [one as CaseResult];
  const [annotation] = await annotationsOf({ ...run, cases, tail: { ...run.tail, problems: [] } });
  t.match(annotation, { level: "error", title: /^a,b::c%0A\/code\/0/, message: "50% :: \\n::error::x" });
});

t.test("a run that never started says nothing", async (t) => {
  t.same(await linesOf([]), [""]);
});

t.test("what passed and was harmed is a warning, and what else came out well is nothing", async (t) => {
  const cases = [
    sampleCase({ level: "SEE", test: "dead", harms: [diedBy("exit 127")] }),
    sampleCase({ test: "late", harms: [{ harm: "late", amount: 3, text: "3 bytes were late" }] }),
    sampleCase({ test: "well" }),
  ];
  const annotations = await annotationsOf({ ...run, cases, tail: { ...run.tail, problems: [] } });
  t.match(annotations, [
    {
      level: "warning",
      title: "exit-status/dead harmed: died (direct-file · local)",
      message: /^died: PID 1 /m,
    },
    { level: "warning", title: "exit-status/late harmed: late (direct-file · local)" },
  ]);
  t.equal(annotations.length, 2);
});

t.test("what a gate allowed is counted", async (t) => {
  const gate = { passed: true, failing: [], violations: [], allowed: { new: 2, gone: 0, skipped: 1 } };
  const cases = [sampleCase()];
  const annotations = await annotationsOf({ ...run, cases, tail: { ...run.tail, problems: [], gate } });
  t.same(annotations, [{ level: "notice", title: "fd012", message: "The gate allowed: 2 new, 1 skipped" }]);
});

t.test("a harm that --fail-on names is an error, and no second time a warning", async (t) => {
  t.match(await annotationsOf(runWithUnaccepted), [
    {
      level: "error",
      title: "dead/code/0 has a harm that --fail-on names (direct-file · local)",
      message: /^died, which --fail-on names\n/,
    },
  ]);
  t.equal((await annotationsOf(runWithUnaccepted)).length, 1);
});
