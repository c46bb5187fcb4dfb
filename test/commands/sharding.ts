import { join } from "node:path";
import t from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { needs } from "../requirement.ts";

const ONE = "bytes/exact-sizes/1 --runtime unshare --strategy direct-file --filesystem local".split(" ");

t.test("what is no shard is a matter of usage, and runs nothing", async (t) => {
  const place = new Place(t);
  for (const text of ["0/4", "5/4", "x/y", "auto"]) {
    const { code, stdout, stderr } = await place.run(t, "run", ...ONE, "--shard", text);
    t.match({ code, stdout }, { code: 2, stdout: "" }, text);
    t.match(stderr, /^fd012: [^\n]*shard[^\n]*\.\n$/);
  }
  const { code, stderr } = await place.run(t, "run", ...ONE, "--costs", "reports/before");
  t.match({ code, stderr }, { code: 2, stderr: /--costs .* give --shard too\.\n$/ });
});

t.test("auto says which variables it took; without it they change nothing", needs("root"), async (t) => {
  const place = new Place(t);
  Object.assign(place.environment, { JOB_COMPLETION_INDEX: "0", FD012_SHARD_TOTAL: "1" });
  const sharded = await place.run(t, "run", ...ONE, "--shard", "auto");
  t.equal(sharded.code, 0);
  t.match(sharded.stderr, /^shard 1\/1 \(JOB_COMPLETION_INDEX=0 FD012_SHARD_TOTAL=1\): 1 of 1 cases\n/);
  const whole = await place.run(t, "run", ...ONE);
  t.equal(whole.code, 0);
  t.notMatch(whole.stderr, /shard/);
});

t.test("a shard without a case is a good one, and can be merged", needs("root"), async (t) => {
  const place = new Place(t);
  for (const index of [1, 2]) {
    const { code } = await place.run(t, "run", ...ONE, "--shard", `${index}/2`, "--out", `shards/${index}`);
    t.equal(code, 0);
  }
  const { cases, head } = await readRun(join(place.directory, "work", "shards", "2"));
  t.same(cases, []);
  t.match(head.shard, { index: 2, total: 2, cases: 0 });
  const { code, stderr } = await place.run(t, "merge", "shards/1", "shards/2");
  t.match({ code, stderr }, { code: 0, stderr: /1 cases?: 1 held/ });
});

t.test("costs of an earlier run split otherwise than the estimate", needs("root"), async (t) => {
  const place = new Place(t);
  const choice = ["bytes/exact-sizes", "--runtime", "unshare", "--filesystem", "local"];
  await place.run(t, "run", ...choice, "--out", "before");
  const plans: (string | undefined)[] = [];
  for (const costs of [[], ["--costs", "before"], ["--costs", "before"], ["--baseline", "before"]]) {
    const words = ["run", ...choice, "--shard", "1/2", ...costs, "--out", `shards/${plans.length}`];
    t.match(await place.run(t, ...words), { code: 0 });
    const { head } = await readRun(join(place.directory, "work", `shards/${plans.length}`));
    plans.push(head.shard?.plan);
  }
  const [estimated, ...measured] = plans;
  t.equal(new Set(measured).size, 1, "the same costs, the same split");
  t.not(measured[0], estimated);
});
