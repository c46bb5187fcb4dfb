import "../fixtures/plain-children.ts";
import t, { type Test } from "tap";
import type { Case } from "../../lib/case/case.ts";
import { runCase } from "../../lib/case/run-case.ts";
import { DeadlineError } from "../../lib/errors.ts";
import { stopServer } from "../../lib/faults/table.ts";
import type { Filesystem } from "../../lib/filesystems/filesystem.ts";
import { local } from "../../lib/filesystems/local.ts";
import type { Body } from "../../lib/suite.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { plainRuntime } from "./fixtures/plain-runtime.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const waits: Body = async (_, { start }) => void (await (await start()).ended());

/** A case that hangs, and whose runtime fails to end it in this way. */
async function hanging(t: Test, failure: Error, body: Body = waits, over: Partial<Case> = {}) {
  const runtime = plainRuntime({ kill: () => Promise.reject(failure) });
  const stage = { ...(await stageOf(t, { timeout: 1_500 })), trace: null, traceMissing: "it is not asked" };
  return runCase(oneCase(body, { ...over, runtime, workload: "wait" }), stage, "case");
}

t.test("a container that nobody could end is broken, with its harms", async (t) => {
  t.match(await hanging(t, new DeadlineError("the end of the runtime", 5_000)), {
    verdict: "broken",
    reason:
      /^hang: .*; left behind: the container of process \d+, which could not be ended; required: .*; could not end the container: the end of the runtime did not happen within 5 s$/,
    harms: [{ harm: "hang" }, { harm: "leaked", amount: 1 }],
    outcome: "hang · lost 0",
    observation: { fate: { reported: { kind: "hang" } } },
  });
});

t.test("another failure, once it has gone, is the suite's own", async (t) => {
  t.match(await hanging(t, new Error("the engine does not answer")), {
    verdict: "error",
    reason: /^the engine does not answer/,
    observation: null,
  });
});

t.test("what cannot be removed after a claim that held stays an error", async (t) => {
  const runtime = plainRuntime({
    kill: () => Promise.reject(new DeadlineError("the end of the runtime", 5_000)),
  });
  const holds: Body = async (t, { start }) => {
    await (await start()).proceed();
    t.pass("it holds");
  };
  t.match(await runCase(oneCase(holds, { runtime }), await stageOf(t), "case"), {
    verdict: "error",
    reason: /^could not end the container: /,
  });
});

t.test("a server that does not start again is told, and no rejection is left to nobody", async (t) => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on("unhandledRejection", note);
  t.teardown(() => process.off("unhandledRejection", note));
  const server = { stop: async () => {}, start: () => Promise.reject(new Error("the server is gone")) };
  const filesystem: Filesystem = {
    ...local,
    mount: async (at) => ({ ...(await local.mount(at)), server }),
  };
  const stops: Body = async (_, { start, inflict }) => {
    const pid1 = await start();
    await inflict(stopServer);
    await pid1.ended();
  };
  const result = await hanging(t, new Error("the engine does not answer"), stops, { filesystem });
  t.match(result, { verdict: "error", reason: /^the server is gone/ });
  await new Promise((resolve) => setImmediate(resolve));
  t.same(unhandled, []);
});
