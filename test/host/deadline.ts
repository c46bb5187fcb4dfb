import { setTimeout } from "node:timers/promises";
import t from "tap";
import { DeadlineError } from "../../lib/errors.ts";
import { within } from "../../lib/host/deadline.ts";

const never = new Promise<never>(() => {});

t.test("what happens in time is passed on, good or bad", async (t) => {
  t.equal(await within(Promise.resolve(7), 1_000, "it"), 7);
  await t.rejects(within(Promise.reject(new Error("its own")), 1_000, "it"), { message: "its own" });
});

t.test("what does not happen in time is named, with the time it was given", async (t) => {
  const late = within(never, 10, "the end of PID 1");
  await t.rejects(late, new DeadlineError("the end of PID 1", 10));
  await t.rejects(late, { code: "DEADLINE", message: "the end of PID 1 did not happen within 0.01 s" });
});

t.test("a deadline that was not needed keeps nobody waiting", async (t) => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  await within(Promise.resolve(), 600_000, "it");
  t.equal(timers(), before);
});

t.test("what happened while this process could not look is in time", async (t) => {
  const happens = setTimeout(60, "it");
  const waited = within(happens, 20, "it");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
  t.equal(await waited, "it");
});
