import t from "tap";
import type { RunFile, RunHead } from "../../lib/results/schema.ts";
import { countVerdicts } from "../../lib/results/verdict-counts.ts";
import { joinShards, type Part } from "../../lib/shards/join.ts";
import { split } from "../../lib/shards/split.ts";
import { sampleRun } from "../reporters/fixtures/sample-run.ts";

const TOTAL = 4;
const whole: RunFile = { ...sampleRun(), tail: { ...sampleRun().tail, problems: [] } };

/** The sample run in four parts, as four machines would have written it. */
function parts(over: (index: number) => Partial<RunHead> = () => ({})): Part[] {
  const { shardOf, identity } = split(whole.cases, ({ test }) => test.length, TOTAL);
  return Array.from({ length: TOTAL }, (_, at) => {
    const cases = whole.cases.filter(({ id }) => shardOf.get(id) === at + 1);
    const shard = { index: at + 1, total: TOTAL, plan: identity, cases: cases.length };
    const head = {
      ...whole.head,
      planned: cases.length,
      shard,
      started: `2025-11-24T03:12:0${9 - at}.000Z`,
      ...over(at + 1),
    };
    const tail = { ...whole.tail, counts: countVerdicts(cases), milliseconds: 1000 * (at + 1) };
    return { label: `shards/${at + 1}`, run: { head, cases, tail } };
  });
}

const only = (wanted: number, over: Partial<RunHead>) => parts((index) => (index === wanted ? over : {}));
const { machine } = whole.head;

t.test("all shards, in any order, are the run", async (t) => {
  for (const shards of [parts(), parts().reverse()]) {
    const { head, cases, tail } = joinShards(shards);
    t.same(head, { ...whole.head, started: "2025-11-24T03:12:06.000Z" }, "the first start, and no shard");
    const byId = (run: Pick<RunFile, "cases">) => new Map(run.cases.map((one) => [one.id, one]));
    t.same(byId({ cases }), byId(whole));
    t.equal(cases.length, whole.cases.length);
    t.same(tail, { counts: whole.tail.counts, milliseconds: 4000, interrupted: false, problems: [] });
    t.same(
      [...new Set(cases.map(({ suite }) => suite))],
      Object.keys(whole.head.suites ?? {}),
      "suites keep their order",
    );
  }
});

t.test("shards of machines that are not alike are refused, with both values", async (t) => {
  const mixed: [Partial<RunHead>, RegExp][] = [
    [{ suite: "0.0.9" }, /fd012 is 0\.1\.0 in one and 0\.0\.9 in the other\.$/],
    [
      { additions: { suites: [{ name: "mine", file: "a.ts" }], drivers: [] } },
      /--driver added is "?nothing"? in one and .*"mine"/,
    ],
    [{ machine: { ...machine, kernel: "6.1.0" } }, /kernel is 6\.18\.5 in one and 6\.1\.0 in/],
    [{ machine: { ...machine, architecture: "arm64" } }, /architecture is x64 in one and arm64 in/],
    [{ machine: { ...machine, libc: "glibc 2.41" } }, /libc is glibc 2\.36 in one and glibc 2\.41 in/],
    [{ machine: { ...machine, node: "22.0.0" } }, /node is 20\.20\.2 in one and 22\.0\.0 in/],
    [{ machine: { ...machine, cgroup: "v2" } }, /cgroup is v1 .* in one and v2 in/],
    [{ machine: { ...machine, root: false } }, /root is true in one and false in/],
    [{ runtimes: { unshare: "2.41" } }, /unshare is util-linux 2\.38\.1 in one and 2\.41 in/],
    [{ runtimes: { ...whole.head.runtimes, crun: "1.8" } }, /crun is missing in one and 1\.8 in/],
  ];
  for (const [over, message] of mixed) {
    t.throws(() => joinShards(only(3, over)), { code: "MIXED_SHARDS", exitCode: 2, message });
    t.throws(() => joinShards(only(3, over)), { message: /^shards\/1 and shards\/3 are not of one run: / });
  }
});

t.test("shards of other splits are refused", async (t) => {
  const shard = { index: 3, total: TOTAL, plan: "0123456789abcdef", cases: 1 };
  t.throws(() => joinShards(only(3, { shard })), { code: "MIXED_SHARDS", message: /different plans/ });
  t.throws(() => joinShards(only(3, { shard: { ...shard, total: 5 } })), {
    code: "MIXED_SHARDS",
    message: "shards/1 is one of 4 shards and shards/3 one of 5.",
  });
});

t.test("what is missing, given twice or no shard is refused", async (t) => {
  const [one, two, three, four] = parts() as [Part, Part, Part, Part];
  t.throws(() => joinShards([one, four]), { code: "SHARD_MISSING", message: /^Shard 2\/4, 3\/4 is missing/ });
  t.throws(() => joinShards([one, two, three, four, two]), {
    code: "SHARD_TWICE",
    exitCode: 2,
    message: "shards/2 and shards/2 are both shard 2/4.",
  });
  t.throws(() => joinShards([one, { label: "reports/x", run: whole }]), {
    code: "NO_SHARD",
    message: "reports/x is no shard: it was run without --shard.",
  });
});

t.test("a shard that did not end is told, and the run is an interrupted one", async (t) => {
  const shards = parts();
  const [, cut] = shards as [Part, { -readonly [K in keyof Part]: Part[K] }];
  const { length } = cut.run.cases;
  cut.run = { ...cut.run, cases: cut.run.cases.slice(0, 2), tail: { ...cut.run.tail, interrupted: true } };
  const { cases, tail } = joinShards(shards);
  t.equal(cases.length, whole.cases.length - length + 2);
  t.match(tail, {
    interrupted: true,
    problems: [`shard 2/4: ${length - 2} of its ${length} cases did not run`],
  });
});

t.test("the whole run had the deadlines of its slowest machine at least", async (t) => {
  t.equal(joinShards(parts((index) => ({ deadlineFactor: 1 + index / 10 }))).head.deadlineFactor, 1.4);
  t.notOk("deadlineFactor" in joinShards(parts()).head);
});
