import "../fixtures/plain-children.ts";
import { basename } from "node:path";
import t from "tap";
import { runWithRetries } from "../../lib/case/retried.ts";
import type { Body } from "../../lib/suite.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { launchPlain, plainRuntime } from "./fixtures/plain-runtime.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

/** Broken as often as that, and then held. */
function failing(times: number): Body {
  let tries = 0;
  return async (t, { start }) => {
    await (await start()).proceed();
    t.ok(++tries > times, "it is time");
  };
}

t.test("a case that holds is not tried again", async (t) => {
  const result = await runWithRetries(oneCase(failing(0)), await stageOf(t), "case", 3);
  t.match(result, { verdict: "held", attempts: undefined });
});

t.test("a claim that holds after it was broken keeps the failure", async (t) => {
  const result = await runWithRetries(oneCase(failing(2)), await stageOf(t), "case", 3);
  const attempt = { verdict: "broken", reason: "not so: it is time", outcome: "exit 0 · lost 0" };
  t.match(result, { verdict: "held", reason: null, attempts: [attempt, attempt] });
  t.equal(result.attempts?.length, 2);
});

t.test("what never passes is tried as often as was said and no more", async (t) => {
  const result = await runWithRetries(oneCase(failing(9)), await stageOf(t), "case", 1);
  t.match(result, { verdict: "broken", attempts: { length: 1 } });
  const once = await runWithRetries(oneCase(failing(9)), await stageOf(t), "case", 0);
  t.match(once, { verdict: "broken", attempts: undefined });
});

t.test("an interruption between tries leaves what was seen", async (t) => {
  const user = new AbortController();
  const stage = await stageOf(t, { interrupted: user.signal });
  let tries = 0;
  const body: Body = async (t, { start }) => {
    if (++tries === 2) user.abort();
    await (await start()).proceed();
    t.ok(false, "never");
  };
  t.match(await runWithRetries(oneCase(body), stage, "case", 5), {
    verdict: "broken",
    reason: "not so: never",
  });
  t.equal(tries, 2);
});

t.test("each try has a name of its own", async (t) => {
  const names: string[] = [];
  const runtime = plainRuntime({
    launch: (spec, stdio) => {
      names.push(basename(spec.control));
      return launchPlain(spec, stdio);
    },
  });
  await runWithRetries(oneCase(failing(9), { runtime }), await stageOf(t), "case", 2);
  t.same(names, ["case", "case-2", "case-3"]);
});
