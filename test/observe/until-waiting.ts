import t from "tap";
import type { Channel } from "../../lib/control/channel.ts";
import type { MessageName } from "../../lib/control/messages.ts";
import { untilWaiting } from "../../lib/observe/until-waiting.ts";
import type { Fate } from "../../lib/results/schema.ts";
import type { Running } from "../../lib/runtimes/runtime.ts";
import { StartFailed } from "../../lib/runtimes/start-errors.ts";

const exit = (code: number): Fate => ({ kind: "exit", code });
const killed: Fate = { kind: "signal", signal: "SIGKILL" };
const unknown: Fate = { kind: "unknown", reason: "no root" };

/** What becomes of a start whose runtime has ended, once the workload has said this much. */
async function trouble(reported: Fate, actual: Fate, told: MessageName[] = ["ready"]): Promise<unknown> {
  const running = { process: null, exited: Promise.resolve(reported), said: () => "panic: nil" };
  const control = {
    last: (name: MessageName) => (told.includes(name) ? { event: name } : undefined),
    wait: () => new Promise(() => {}),
  };
  const until = performance.now() + 20_000;
  return untilWaiting(
    running as unknown as Running,
    control as unknown as Channel,
    until,
    20_000,
    async (asked) => {
      t.same(asked, reported);
      return actual;
    },
  ).then(
    () => null,
    (error: unknown) => error,
  );
}

t.test(
  "a PID 1 that the kernel saw exit by itself is the workload's failure, whatever was reported",
  async (t) => {
    for (const reported of [exit(3), exit(2), exit(137), { kind: "signal", signal: "SIGSEGV" } as Fate]) {
      const error = await trouble(reported, exit(3));
      t.match(error, { code: "WORKLOAD", message: "the workload ended before the fault: exit 3" });
    }
  },
);

t.test("one that a crash of the runtime took along is not", async (t) => {
  for (const [actual, how] of [
    [killed, "signal SIGKILL"],
    [exit(137), "exit 137"],
    [exit(128), "exit 128"],
    [unknown, "reported: exit 2"],
  ] as const) {
    const error = await trouble(exit(2), actual);
    t.ok(error instanceof StartFailed, how);
    t.match(error, { message: `PID 1 ended before the fault: ${how}`, said: "panic: nil", died: true });
    t.match(error, { hangs: false, refused: false });
  }
  t.match(await trouble(exit(2), exit(127)), { code: "WORKLOAD" });
});

t.test("one that never ran did not die, and one that waits has started", async (t) => {
  t.match(await trouble(exit(2), exit(2), []), { message: "PID 1 never ran: exit 2", died: false });
  t.equal(await trouble(exit(2), killed, ["ready", "waiting"]), null);
});
