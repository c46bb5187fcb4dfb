import "../fixtures/plain-children.ts";
import t from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import { StartFailed } from "../../lib/runtimes/start-errors.ts";
import type { Body, FailedStart } from "../../lib/suite.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { plainRuntime } from "./fixtures/plain-runtime.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const status = { kind: "exit", code: 127 } as const;

function failing(details: ConstructorParameters<typeof StartFailed>[3]) {
  return plainRuntime({
    launch: async () => {
      throw new StartFailed("nothing was started", "no such program\n", false, { status, ...details });
    },
  });
}

t.test("a claim about a start that fails gets its status and its words, and is judged by them", async (t) => {
  let seen: FailedStart | null = null;
  const body: Body = async (t, { startThatFails, fact }) => {
    seen = await startThatFails();
    t.pass("it failed");
    fact("reported exit", 127);
  };
  const result = await runCase(oneCase(body, { runtime: failing({}) }), await stageOf(t), "case");
  t.same(seen, { status, said: "no such program" });
  t.match(result, { verdict: "held", outcome: "start-failed · reported exit 127", harms: { length: 0 } });
});

t.test("what it leaves behind breaks the claim, and so does a hang", async (t) => {
  const body: Body = async (t, { startThatFails }) => {
    await startThatFails();
    t.pass("it failed");
  };
  const left = oneCase(body, { runtime: failing({ left: ["state"] }) });
  t.match(await runCase(left, await stageOf(t), "left"), { verdict: "broken", reason: /left behind: state/ });
  const hangs = oneCase(body, { runtime: failing({ hangs: true }) });
  t.match(await runCase(hangs, await stageOf(t), "hangs"), { verdict: "broken", harms: [{ harm: "hang" }] });
});

t.test("what starts all the same is no failed start", async (t) => {
  let seen: FailedStart | null | undefined;
  const body: Body = async (t, { startThatFails }) => {
    seen = await startThatFails();
    t.ok(seen, "nothing is started");
  };
  t.match(await runCase(oneCase(body), await stageOf(t), "case"), { verdict: "broken" });
  t.equal(seen, null);
});
