import "./fixtures/plain-children.ts";
import t from "tap";
import { within } from "../lib/host/deadline.ts";
import type { RunEvent } from "../lib/results/schema.ts";
import { runCases } from "../lib/runner.ts";
import type { Body } from "../lib/suite.ts";
import { oneCase } from "./case/fixtures/one-case.ts";
import { stageOf } from "./case/fixtures/stage.ts";
import { temporaryDirectory } from "./fixtures/temporary-directory.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

/** Cases that end in order of `bodies`; each is a skip by itself, since it observes nothing. */
function casesOf(bodies: Body[]) {
  return bodies.map((body, index) => {
    const one = oneCase(body);
    return { ...one, plan: { ...one.plan, id: `case ${index}` } };
  });
}

const told = (events: RunEvent[]) =>
  events.map((event) =>
    event.type === "case-end" ? `end ${event.result.id}` : `start ${"id" in event && event.id}`,
  );

t.test("as many cases at a time as was said, no more and no fewer", async (t) => {
  let [running, most] = [0, 0];
  const three = resolvers();
  const cases = casesOf(
    Array.from({ length: 7 }, () => async () => {
      most = Math.max(most, ++running);
      if (running === 3) three.resolve(undefined);
      await within(three.promise, 10_000, "three at a time");
      running--;
    }),
  );
  await runCases(cases, await stageOf(t), { jobs: 3, bail: false }, () => {});
  t.equal(most, 3);
});

function resolvers() {
  let resolve: (value: undefined) => void = () => {};
  const promise = new Promise<unknown>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

t.test(
  "one at a time they run in the order of the plan, and each result is told as soon as it is there",
  async (t) => {
    const events: RunEvent[] = [];
    const cases = casesOf([async () => {}, async () => {}]);
    const results = await runCases(cases, await stageOf(t), { jobs: 1, bail: false }, (event) =>
      events.push(event),
    );
    t.same(told(events), ["start case 0", "end case 0", "start case 1", "end case 1"]);
    t.same(
      results.map(({ id }) => id),
      ["case 0", "case 1"],
    );
  },
);

t.test("after the first failure nothing new begins, where that was asked for", async (t) => {
  const fails = async () => {
    throw new Error("a fault of the suite's own");
  };
  const cases = casesOf([fails, async () => {}]);
  const skipped = { ...(cases[0] as (typeof cases)[0]), skip: "not here" };
  const stage = await stageOf(t);
  const run = (bail: boolean) => runCases([skipped, ...cases], stage, { jobs: 1, bail }, () => {});
  t.same(
    (await run(true)).map(({ verdict }) => verdict),
    ["skip", "error"],
    "a skip is no failure",
  );
  t.equal((await run(false)).length, 3);
});

t.test("after an interruption nothing new begins", async (t) => {
  const user = new AbortController();
  const cases = casesOf([async () => user.abort(), async () => void t.fail("it began")]);
  const stage = await stageOf(t, { interrupted: user.signal });
  t.match(await runCases(cases, stage, { jobs: 1, bail: false }, () => {}), [{ verdict: "skip" }]);
});

t.test("no cases give no results", async (t) => {
  t.same(await runCases([], await stageOf(t), { jobs: 4, bail: false }, () => {}), []);
});
