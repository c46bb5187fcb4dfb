import "../fixtures/plain-children.ts";
import t, { type Test } from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import type { Fate } from "../../lib/results/schema.ts";
import type { Running } from "../../lib/runtimes/runtime.ts";
import { StartFailed } from "../../lib/runtimes/start-errors.ts";
import { seesEnd } from "../../lib/suite.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { launchPlain, plainRuntime } from "./fixtures/plain-runtime.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const seven: Fate = { kind: "exit", code: 7 };

/** What is told of containers that end at once, as a runtime reports them, of which the n-th is started by `nth`; and how many were ended. */
async function told(t: Test, nth: (n: number) => Fate | StartFailed, most: number) {
  let [started, ended] = [0, 0];
  const running = (fate: Fate): Running => ({
    ...{ hostPid: 0, process: null, exited: Promise.resolve(fate), said: () => "" },
    kill: async () => void ended++,
  });
  const runtime = plainRuntime({
    async launch(spec, stdio) {
      if (!spec.args.includes("exit")) return launchPlain(spec, stdio);
      const fate = nth(started++);
      if (fate instanceof StartFailed) throw fate;
      return running(fate);
    },
  });
  let words: readonly string[] = [];
  const one = oneCase(
    async (t, { start, instantly }) => {
      seesEnd(t, await (await start()).proceed());
      words = await instantly(7, { least: 3, most });
    },
    { runtime },
  );
  const { verdict, reason } = await runCase(one, await stageOf(t), "case");
  return { words, ended, verdict, reason };
}

t.test("they are started as often as is asked for, and each is removed", async (t) => {
  t.match(await told(t, () => seven, 3), { words: ["exit 7", "exit 7", "exit 7"], ended: 3 });
});

t.test("the first that ends otherwise is the last", async (t) => {
  const zero: Fate = { kind: "exit", code: 0 };
  t.match(await told(t, (n) => (n === 1 ? zero : seven), 200), { words: ["exit 7", "exit 0"], ended: 2 });
  const failed = new StartFailed("it gave up", "");
  t.match(await told(t, () => failed, 200), { words: ["no start: it gave up"], ended: 0 });
});
