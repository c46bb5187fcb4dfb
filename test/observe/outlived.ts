import "../fixtures/plain-children.ts";
import { once } from "node:events";
import t, { type Test } from "tap";
import { FACTOR_VARIABLE } from "../../lib/host/deadlines.ts";
import { isGoneWithin } from "../../lib/host/is-gone-within.ts";
import { identify, type ProcessIdentity } from "../../lib/host/process.ts";
import { Outlived } from "../../lib/observe/outlived.ts";
import type { Running } from "../../lib/runtimes/runtime.ts";
import { exitsWith, living } from "../case/fixtures/observed.ts";

t.before(() => {
  process.env[FACTOR_VARIABLE] = "0.05"; // What never happens is awaited here.
});

const here = identify(process.pid);
const over = Promise.resolve(exitsWith(0));

async function gone(t: Test): Promise<ProcessIdentity | null> {
  const child = living(t, "exec sleep 60");
  const identity = identify(child.pid as number);
  child.kill("SIGKILL");
  await once(child, "exit");
  return identity;
}

t.test("a PID 1 that goes on after its runtime has outlived it, and stays one that has", async (t) => {
  const child = living(t, "exec sleep 60");
  const exits = once(child, "exit");
  const outlived = new Outlived({ process: identify(child.pid as number), exited: over } as Running);
  await over;
  t.equal(await outlived.look(), true);
  child.kill("SIGKILL");
  await exits;
  t.equal(await outlived.look(), true);
});

t.test(
  "nothing outlives a runtime that runs, one that is none, or one whose PID 1 nobody knows",
  async (t) => {
    const looked = async (running: Partial<Running>) => {
      const outlived = new Outlived({ process: here, exited: over, ...running } as Running);
      await over;
      return outlived.look();
    };
    t.equal(await looked({}), true);
    t.equal(await looked({ exited: new Promise(() => {}) }), false);
    t.equal(await looked({ unreported: "a shell waits for it" }), false);
    t.equal(await looked({ opaque: "a sandbox" }), false);
    t.equal(await looked({ process: null }), false);
    t.equal(await looked({ process: await gone(t) }), false);
  },
);

t.test("who is gone is so at once, who goes on is not by the deadline, or when nobody waits", async (t) => {
  t.equal(await isGoneWithin((await gone(t)) as ProcessIdentity, 60_000), true);
  t.equal(await isGoneWithin(here as ProcessIdentity, 30), false);
  t.equal(await isGoneWithin(here as ProcessIdentity, 60_000, () => true), false);
  const child = living(t, "exec sleep 60");
  const ends = isGoneWithin(identify(child.pid as number) as ProcessIdentity, 60_000);
  child.kill("SIGKILL");
  t.equal(await ends, true, "and is awaited meanwhile");
});

t.test("the deadline's own instant is in time", async (t) => {
  const real = performance.now;
  t.teardown(() => {
    performance.now = real;
  });
  let now = 0;
  performance.now = () => ++now;
  t.equal(await isGoneWithin(here as ProcessIdentity, 3), false);
  t.equal(now, 5);
});
