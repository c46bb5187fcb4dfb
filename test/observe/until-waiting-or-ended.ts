import "../fixtures/plain-children.ts";
import { once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import t from "tap";
import type { Channel } from "../../lib/control/channel.ts";
import { DeadlineError } from "../../lib/errors.ts";
import { identify } from "../../lib/host/process.ts";
import { untilWaiting } from "../../lib/observe/until-waiting.ts";
import type { Fate } from "../../lib/results/schema.ts";
import type { Running } from "../../lib/runtimes/runtime.ts";
import { living } from "../case/fixtures/observed.ts";
import { eventually } from "../fixtures/eventually.ts";

const never = new Promise<never>(() => {});
const exit = (code: number): Fate => ({ kind: "exit", code });

interface Over extends Partial<Running> {
  /** What the workload has said. */
  readonly messages?: readonly string[];
  readonly wait?: () => Promise<unknown>;
  /** Called with each message that is asked for. */
  readonly asks?: (name: string) => void;
}

/** @returns a promise of a workload's start under a runtime that ended with this fate, at once */
function waited(
  fate: Fate | null,
  { messages = [], wait = () => never, asks = () => {}, ...over }: Over = {},
) {
  const running = {
    ...{ hostPid: process.pid, process: null, said: () => "its own words", kill: async () => {} },
    exited: fate ? Promise.resolve(fate) : never,
    ...over,
  };
  const last = (name: string) => {
    asks(name);
    return messages.includes(name) ? { event: name } : undefined;
  };
  const control = { wait, last } as unknown as Channel;
  return untilWaiting(running, control, performance.now() + 60_000, 60_000, async (reported) => reported);
}

t.test("a workload that ends by itself before the fault failed; by a signal it was ended", async (t) => {
  const ready = { messages: ["ready"] };
  for (const code of [0, 1, 127]) await t.rejects(waited(exit(code), ready), { code: "WORKLOAD" }, `${code}`);
  for (const fate of [exit(128), exit(137), { kind: "signal", signal: "SIGKILL" } as const]) {
    const error = { code: "START_FAILED", message: /^PID 1 ended before the fault: /, said: "its own words" };
    await t.rejects(waited(fate, ready), error);
  }
  await t.rejects(waited(exit(0)), { code: "START_FAILED", message: /^PID 1 never ran: exit 0/ });
  await waited(exit(0), { messages: ["ready", "waiting"] });
});

t.test("a PID 1 that outlives its runtime may still come to the point, a sandbox is no PID 1", async (t) => {
  const alive = { process: identify(process.pid), wait: () => turn() };
  await waited(exit(0), alive);
  await t.rejects(waited(exit(0), { ...alive, opaque: "a sandbox" }), { code: "START_FAILED" });
  await t.rejects(waited(exit(0), { ...alive, process: null }), { code: "START_FAILED" });
});

t.test("one that ends after its runtime is not waited for any longer", async (t) => {
  const child = living(t, "exec sleep 60");
  const outlives = identify(child.pid as number);
  const failed = waited(exit(3), { process: outlives, messages: ["ready"] });
  child.kill("SIGKILL");
  await Promise.all([once(child, "exit"), t.rejects(failed, { code: "WORKLOAD" })]);
});

t.test("a start that hangs is told by where it stands, and nobody looks any further", async (t) => {
  const asked: string[] = [];
  const hanging = waited(exit(0), {
    ...{ process: identify(process.pid), asks: (name: string) => asked.push(name) },
    wait: () => Promise.reject(new DeadlineError("the workload's event", 1)),
  });
  await t.rejects(hanging, {
    ...{ code: "START_FAILED", message: /^PID 1 was not ready after 60 s: [A-Z] \(/ },
    ...{ said: "its own words", refused: false, hangs: true },
  });
  await eventually("the end of the looks", () => asked.length > 0);
  const broken = waited(null, { wait: () => Promise.reject(new Error("the channel was closed")) });
  await t.rejects(broken, { message: "the channel was closed" });
});
