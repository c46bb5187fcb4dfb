import t from "tap";
import { historyMarkdown } from "../../lib/history/history-markdown.ts";
import { historyOf } from "../../lib/history/history-of.ts";
import type { Labelled } from "../../lib/history/labelled.ts";
import { historyPage } from "../../lib/history/page/history-page.ts";
import { historyFile } from "../../lib/history/schema.ts";
import type { CaseResult, RunHead } from "../../lib/results/schema.ts";
import { broken, errored, held, recorded, runOf, skipped } from "../compare/fixtures/runs.ts";

type Over = Omit<Partial<RunHead>, "machine"> & { machine?: Partial<RunHead["machine"]> };

function at(version: string, cases: CaseResult[], { machine, ...over }: Over = {}): Labelled {
  const run = runOf(...cases);
  const runtimes = { unshare: version };
  const head = { ...run.head, runtimes, ...over, machine: { ...run.head.machine, ...machine } } as RunHead;
  return { path: `${version}.json`, run: { ...run, head } };
}

const dies = () => {
  const one = recorded("signal SIGSEGV · lost 0", "died");
  return {
    ...one,
    harms: [{ harm: "died" as const, amount: 1, text: "PID 1 ended by signal SIGSEGV; it meant exit 0" }],
  };
};
const fine = () => recorded("exit 0 · lost 0");

/** The only history of the only case. */
function only(...runs: Labelled[]) {
  const history = historyOf(runs, "version", null);
  t.ok(historyFile.safeParse(history).success, "it is as its schema says");
  const [one, ...others] = history.groups[0]?.claims[0]?.histories ?? [];
  t.equal(others.length, 0);
  if (!one) throw new Error("there is no history");
  return one;
}

t.test("ranges are told, whatever order the runs are named in", async (t) => {
  t.match(only(at("1.21", [held()]), at("1.8.1", [broken()])), {
    trend: "better",
    sentence: "broken up to 1.8.1, held from 1.21",
    firstBad: { at: "1.8.1", orEarlier: true },
    firstGood: "1.21",
    changes: [{ change: "better", after: "1.8.1", at: "1.21" }],
  });
  t.match(only(at("1.8.1", [fine()]), at("1.21", [dies()]), at("1.22", [dies()]), at("1.23", [fine()])), {
    trend: "better",
    sentence: "dies of SIGSEGV from 1.21, fixed in 1.23",
    firstBad: { at: "1.21", orEarlier: false },
    firstGood: "1.23",
    ranges: [{ points: 1 }, { from: "1.21", to: "1.22", points: 2, of: 2, times: 2 }, { points: 1 }],
  });
  t.match(only(at("1.8.1", [broken()]), at("1.21", [broken()])), {
    trend: "always-bad",
    sentence: "broken in all 1.8.1 … 1.21",
    firstGood: null,
  });
  t.match(only(at("1", [held()]), at("2", [held()])), { trend: "always-good", firstBad: null });
});

t.test("bad, good and bad again is flapping", async (t) => {
  const runs = [at("1", [broken()]), at("2", [held()]), at("3", [broken()])];
  t.match(only(...runs), {
    trend: "flapping",
    sentence: "flaps: broken up to 1, held in 2, broken again from 3",
  });
});

t.test("repetitions in one run and runs of one version count, and disagreement is flaky", async (t) => {
  const three = [broken(), { ...held(), id: `${held().id} #2` }, { ...held(), id: `${held().id} #3` }];
  t.match(only(at("1", [held()]), at("2", three)), {
    trend: "worse",
    sentence: "broken in 1 of 3 (flaky) from 2",
    ranges: [{ of: 1 }, { state: "flaky", times: 1, of: 3 }],
  });
  const twice = { ...at("2", [held()]), path: "again.json" };
  const history = historyOf([at("1", [held()]), at("2", [held()]), twice], "version", null);
  t.match(history.groups[0]?.points, [{ repetitions: { most: 1 } }, { repetitions: { least: 2, most: 2 } }]);
});

t.test("a baseline of many loops weighs as many", async (t) => {
  const loops = { times: 100, flickering: [] };
  t.match(only(at("1", [held()], { loops }), at("2", [held()])).ranges, [{ times: 101, of: 101 }]);
});

t.test(
  "what cannot run, what never ran, what ran in part, and what the suite failed at are told apart",
  async (t) => {
    const pipe = { strategy: "shim-pipe" };
    const runs = [
      at("1", [skipped(), held(pipe)]),
      at("2", [held(pipe)]),
      at("3", [errored(), skipped(pipe)]),
      at("4", [held(), held(pipe)]),
    ];
    const [claim] = historyOf(runs, "version", null).groups[0]?.claims ?? [];
    t.match(claim?.coverage, [
      { seen: "partly", ran: 1, cannot: 1, of: 2, reasons: ["not here"] },
      { seen: "partly", ran: 1, never: 1 },
      { seen: "error", errors: 1, cannot: 1 },
      { seen: "all", ran: 2 },
    ]);
    t.match(
      claim?.histories.map(({ sentence }) => sentence),
      [
        "held in 4; cannot run in 1: not here; never ran in 2; the suite failed in 3: the shim did not end",
        /cannot run in 3/,
      ],
    );
  },
);

t.test("runs that differ in anything else stand apart, and it is said", async (t) => {
  const other = { machine: { kernel: "6.18.0" } };
  const runs = [at("1", [held()]), at("2", [held()]), at("1", [broken()], other), at("2", [broken()], other)];
  const { groups, cautions } = historyOf(runs, "version", null);
  t.equal(groups.length, 2);
  t.match(cautions, [/^The runs of unshare are in 2 groups .* kernel \(6\.1\.0-13-amd64; 6\.18\.0\)\.$/]);
  for (const over of [
    { suite: "0.2.0" },
    { machine: { libc: "musl" } },
    { machine: { root: false } },
    { machine: { cgroup: "v1" } },
  ] as Over[])
    t.throws(
      () => historyOf([at("1", [held()]), at("2", [held()], over)], "version", null),
      /not compared with each other/,
    );
});

t.test("by kernel, the runtime's version must be the same", async (t) => {
  const kernel = (name: string) => ({ machine: { kernel: name } });
  const runs = [
    at("1", [held()], kernel("6.12.0")),
    at("1", [broken()], kernel("6.1.0")),
    at("2", [held()], kernel("6.18.0")),
  ];
  const { groups, cautions } = historyOf(runs, "kernel", null);
  t.match(groups, [{ points: [{ label: "6.1.0" }, { label: "6.12.0" }] }]);
  t.match(cautions, [/version \(1; 2\)/]);
});

t.test(
  "two builds of one version are told by their commits, in the order in which they were measured",
  async (t) => {
    const runs = [
      at("1.21 commit bbbbbbbbbbbb", [held()], { started: "2026-01-02T00:00:00.000Z" }),
      at("1.21 commit aaaaaaaaaaaa", [broken()], { started: "2026-01-03T00:00:00.000Z" }),
    ];
    t.match(historyOf(runs, "version", null).groups[0]?.points, [
      { label: "1.21 commit bbbbbbbbb" },
      { label: "1.21 commit aaaaaaaaa" },
    ]);
  },
);

t.test("hostile text is text in every format", async (t) => {
  const evil = '<img src=x onerror=alert(1)> | \u001b[31m "';
  const runs = [
    at("1", [held({ claim: evil })]),
    at(`2${evil}`, [broken({ outcome: evil, reason: evil, claim: evil, image: evil })]),
  ];
  const history = historyOf(runs, "version", null);
  for (const text of [historyPage(history, ""), historyMarkdown(history)]) {
    t.notMatch(text, /<img/);
    t.notOk(text.includes("\u001b"));
  }
});
