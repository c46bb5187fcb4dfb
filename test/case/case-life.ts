import "../fixtures/plain-children.ts";
import t from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import { DeadlineError } from "../../lib/errors.ts";
import { deleteOnServer, deleteThroughMount } from "../../lib/faults/table.ts";
import { startTime } from "../../lib/host/run-directory.ts";
import { StartFailed } from "../../lib/runtimes/start-errors.ts";
import { type Body, seesEnd } from "../../lib/suite.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { launchPlain, plainRuntime } from "./fixtures/plain-runtime.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const proceeds: Body = async (t, { start }) => void seesEnd(t, await (await start()).proceed());

t.test("a runtime that gives up fails with its own words", async (t) => {
  const launch = () => Promise.reject(new StartFailed("plain gave up", "fchown std stream 1: stale\n"));
  const result = await runCase(
    oneCase(proceeds, { runtime: plainRuntime({ launch }) }),
    await stageOf(t),
    "case",
  );
  t.match(result, {
    verdict: "broken",
    outcome: "start-failed",
    reason: /^plain gave up; it said: fchown std stream 1: stale; required: the container starts/,
    observation: null,
  });
});

t.test("a deadline of the suite's own that passes while a container is started is an error", async (t) => {
  const launch = () => Promise.reject(new DeadlineError("docker inspect", 10_000));
  const one = oneCase(proceeds, { runtime: plainRuntime({ launch }) });
  t.match(await runCase(one, await stageOf(t), "case"), {
    ...{ verdict: "error", harms: [], outcome: null },
    reason: "docker inspect did not happen within 10 s",
  });
});

t.test("a loader that fails with 127 is told from a workload that ran", async (t) => {
  const runtime = plainRuntime({ command: ["sh", "-c", "exit 127"], said: "libatomic.so.1: not found" });
  const result = await runCase(oneCase(proceeds, { runtime }), await stageOf(t), "case");
  t.match(result, {
    verdict: "broken",
    outcome: "start-failed",
    reason: /^PID 1 never ran: .*127.*libatomic/,
  });
});

t.test("a workload that ends before the fault is told from one that never ran", async (t) => {
  const script = 'echo \'{"event":"ready","pid":1}\' >>"$FD012_CONTROL/events"; exit 4';
  const unreported = "the suite's own process waits for it";
  const runtime = plainRuntime({ command: ["sh", "-c", script], unreported });
  const result = await runCase(oneCase(proceeds, { runtime }), await stageOf(t), "case");
  t.match(result, { verdict: "error", reason: "the workload ended before the fault: exit 4" });
});

t.test("a workload that never gets ready fails by where it stands, and is killed", async (t) => {
  let pid = 0;
  const runtime = plainRuntime({
    async launch(spec, stdio) {
      const command = [process.execPath, "-e", "setInterval(() => {}, 60000)"] as const;
      const running = await launchPlain(spec, stdio, { command });
      pid = running.hostPid;
      return running;
    },
  });
  const result = await runCase(oneCase(proceeds, { runtime }), await stageOf(t, { timeout: 300 }), "case");
  t.match(result, {
    verdict: "broken",
    outcome: "start-failed",
    reason: /^PID 1 was not ready after 0\.3 s: [SR] /,
  });
  t.ok(pid > 0 && startTime(pid) === null, "it is gone");
});

t.test("a hang is found by the deadline, observed, and killed", async (t) => {
  let pid = 0;
  const hanging = oneCase(
    async (t, { start }) => {
      const pid1 = await start();
      pid = pid1.hostPid;
      const { fate } = await pid1.proceed();
      t.equal(fate.reported.kind, "hang");
    },
    { workload: "wait" },
  );
  const result = await runCase(hanging, await stageOf(t, { timeout: 1_000 }), "case");
  t.match(result, { verdict: "broken", outcome: "hang · lost 0", harms: [{ harm: "hang" }] });
  t.match(result.observation?.fate, { reported: { where: /^S \(sleeping\)/ }, actual: { kind: "hang" } });
  t.equal(startTime(pid), null, "it is gone");
});

t.test("a runtime that goes on without its PID 1 hangs; how PID 1 ended is known all the same", async (t) => {
  const runtime = plainRuntime({ exited: new Promise(() => {}), kill: async () => {} });
  const ends = oneCase(proceeds, { runtime });
  const result = await runCase(ends, await stageOf(t, { timeout: 2_000 }), "case");
  t.match(result, {
    verdict: "broken",
    outcome: /^exit 0 · reported hang/,
    reason:
      /^hang: PID 1 has ended, and who waits for it goes on; required: PID 1 ends, and the runtime after it/,
  });
  t.match(result.observation?.fate, {
    actual: { kind: "exit", code: 0 },
    reported: { kind: "hang", where: "PID 1 has ended, and who waits for it goes on" },
  });
});

t.test("a runtime that is asked when PID 1 had just ended has told of it", async (t) => {
  const runtime = plainRuntime({
    async launch(spec, stdio) {
      const running = await launchPlain(spec, stdio);
      const never = new Promise<never>(() => {});
      return {
        ...running,
        // Whoever asked while PID 1 lived hears nothing before the deadline.
        get exited() {
          return startTime(running.hostPid) === null ? running.exited : never;
        },
      };
    },
  });
  const ends = oneCase(proceeds, { runtime });
  const result = await runCase(ends, await stageOf(t, { timeout: 2_000 }), "case");
  t.match(result, { verdict: "held", outcome: /^exit 0 · lost/ });
});

t.test("an interruption ends the case at once, without a verdict on the runtime", async (t) => {
  const user = new AbortController();
  const stage = await stageOf(t, { interrupted: user.signal });
  const interrupted = oneCase(
    async (_, { start }) => {
      const pid1 = await start();
      const ended = pid1.ended();
      user.abort();
      await ended;
    },
    { workload: "wait" },
  );
  t.match(await runCase(interrupted, stage, "case"), {
    verdict: "skip",
    reason: "interrupted before it ended",
    assertions: [],
  });
});

t.test("a signal reaches the workload", async (t) => {
  const signalled = oneCase(
    async (t, { start }) => {
      const pid1 = await start();
      pid1.signal("SIGTERM");
      t.match((await pid1.ended()).fate.reported, { kind: "exit", code: 0 });
    },
    { workload: "exit-sigterm-listener" },
  );
  t.match(await runCase(signalled, await stageOf(t), "case"), { verdict: "held" });
});

t.test("a log that was deleted holds what it held", async (t) => {
  const deleted = oneCase(
    async (t, { start, log, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer("stdout"));
      await inflict(deleteThroughMount("stderr"));
      const { ledger } = await pid1.proceed();
      t.match(ledger, [
        { lost: 0, acked: 72 * 64 },
        { lost: 0, acked: 72 * 64 },
      ]);
      t.match(await log.text("stdout"), /^stdout 0000000000 /);
    },
    { workload: "keep-writing" },
  );
  t.match(await runCase(deleted, await stageOf(t), "case"), { verdict: "held" });
});
