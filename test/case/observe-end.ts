import "../fixtures/plain-children.ts";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import t from "tap";
import { FACTOR_VARIABLE } from "../../lib/host/deadlines.ts";
import { identify, isAlive } from "../../lib/host/process.ts";
import { processorSeconds } from "../../lib/observe/processor-time.ts";
import type { StreamLedger } from "../../lib/results/schema.ts";
import { eventually } from "../fixtures/eventually.ts";
import { exitsWith, living, observed } from "./fixtures/observed.ts";

t.before(() => {
  process.env[FACTOR_VARIABLE] = "0.05"; // What never happens is awaited here.
});

const WAITS = "exec sleep 60";
const SPINS = "while :; do :; done";
const never = new Promise<never>(() => {});

t.test("what the workload answered is observed, where it was asked", async (t) => {
  const child = living(t, WAITS);
  const { observation } = await observed(child, { answers: { write: "ok" } });
  t.same(observation.answers, { write: "ok" });
  t.notOk("answers" in (await observed(child)).observation);
});

t.test("what is foreign in a stream is spoken, where the workload speaks there", async (t) => {
  const ledger = (stream: StreamLedger["stream"], foreign: number): StreamLedger => ({
    ...{ stream, acked: 0, stored: foreign, lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign },
    failed: {},
  });
  const both = (stdout: number, stderr: number) => [ledger("stdout", stdout), ledger("stderr", stderr)];
  const spoken = async (...amounts: [number, number]) => {
    const { observation } = await observed(living(t, WAITS), {
      ledger: both(...amounts),
      speaks: ["stdout"],
    });
    return observation.ledger;
  };
  const [, stderr] = both(0, 5);
  t.same(await spoken(7, 5), [{ ...ledger("stdout", 7), foreign: 0, spoken: 7 }, stderr]);
  t.same(await spoken(0, 5), [ledger("stdout", 0), stderr]);
});

t.test("of a PID 1 that ended in time nothing is ended, and its output is awaited", async (t) => {
  const child = living(t, WAITS);
  const { observation, done } = await observed(child);
  t.same(observation.fate, {
    actual: { kind: "unknown", reason: "the kernel is not asked" },
    reported: exitsWith(0),
  });
  t.same(done, ["undoFaults", "drained"]);
  t.same(observation.leftovers, []);
  const left = identify(child.pid as number);
  t.ok(left && isAlive(left), "nobody signalled it");
});

t.test("a hang is told by where it stands, is no spin for what it did before, and is killed", async (t) => {
  const child = living(t, SPINS);
  const pid = child.pid as number;
  await eventually("some processor time", () => (processorSeconds(pid) ?? 0) >= 0.2, 60_000);
  child.kill("SIGSTOP");
  await eventually("the stop", () => /^State:\tT/m.test(readFileSync(`/proc/${pid}/status`, "utf8")));
  const { observation, done } = await observed(child, { running: { exited: never }, milliseconds: 50 });
  t.match(observation.fate.reported, { kind: "hang", where: /^T \(stopped\)/ });
  t.notOk("spin" in observation.fate.reported);
  t.equal(observation.fate.actual.kind, "hang", "it was seen");
  t.same(done, ["kill", "undoFaults", "undoFaults", "close"], "what is stuck is not awaited");
});

t.test("a hang that runs all the while spins", async (t) => {
  const real = performance.now;
  t.teardown(() => {
    performance.now = real;
  });
  // A hundred times slower, so that whoever else runs here takes nothing from its share.
  const began = real.call(performance);
  performance.now = () => began + (real.call(performance) - began) / 100;
  const child = living(t, SPINS);
  await eventually("its start", () => (processorSeconds(child.pid as number) ?? 0) > 0, 1_000);
  const { observation } = await observed(child, { running: { exited: never }, milliseconds: 1_000 });
  t.match(observation.fate.reported, {
    ...{ kind: "hang", spin: true },
    where: /^it spins, \d+\.\d s of processor time in 0\.\d s: R \(running\)$/,
  });
});

t.test("a PID 1 that outlived its runtime is ended, and nobody knows how it would have", async (t) => {
  const child = living(t, WAITS);
  const ended = once(child, "exit");
  const { observation, done } = await observed(child, { isOutlived: true });
  const reason = "PID 1 was still running when the runtime had ended";
  t.same(observation.fate.actual, { kind: "unknown", reason });
  t.same(observation.leftovers, [`PID 1 (process ${child.pid}) outlived its runtime`]);
  t.same(await ended, [null, "SIGKILL"]);
  t.same(done, ["undoFaults", "undoFaults", "drained"]);
});

t.test("one that outlived its runtime and is gone by now has ended by itself", async (t) => {
  const child = living(t, WAITS);
  const before = identify(child.pid as number);
  child.kill("SIGKILL");
  await once(child, "exit");
  for (const process of [before, null]) {
    const running = { process, unreported: "a shell waits for it", exited: Promise.resolve(exitsWith(3)) };
    const { observation } = await observed(child, { running, isOutlived: true });
    t.same(observation.fate, {
      actual: exitsWith(3),
      reported: { kind: "unknown", reason: "a shell waits for it", byDesign: true },
      outlived: true,
    });
  }
});
