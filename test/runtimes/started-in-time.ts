import { getEventListeners } from "node:events";
import t from "tap";
import { DeadlineError } from "../../lib/errors.ts";
import { setDeadlineFactor } from "../../lib/host/deadlines.ts";
import { StartFailed } from "../../lib/runtimes/start-errors.ts";
import { demandWanted, startedInTime } from "../../lib/runtimes/started-in-time.ts";
import { notAborted } from "../fixtures/not-aborted.ts";

t.before(() => setDeadlineFactor(0.001));

t.test("what a runtime does not do in time is its hang", async (t) => {
  const late = startedInTime(new Promise(() => {}), "create and start", notAborted);
  await t.rejects(late, {
    ...{ code: "START_FAILED", hangs: true, refused: false },
    message: "hang at the start: create and start did not happen within 0.01 s",
  });
});

t.test("an abort ends the wait at once, also one that came before, and leaves no listener", async (t) => {
  const ended = new AbortController();
  const start = startedInTime(new Promise(() => {}), "it", ended.signal);
  ended.abort();
  await t.rejects(start, { code: "LAUNCH_ABORTED" });
  await t.rejects(startedInTime(Promise.resolve(7), "it", ended.signal), { code: "LAUNCH_ABORTED" });
  t.throws(() => demandWanted(ended.signal), { code: "LAUNCH_ABORTED" });
  demandWanted(notAborted);
  const later = new AbortController();
  await startedInTime(Promise.resolve(7), "it", later.signal);
  t.same(getEventListeners(later.signal, "abort"), []);
});

t.test("what else comes of a start is passed on, the suite's own deadlines too", async (t) => {
  t.equal(await startedInTime(Promise.resolve(7), "it", notAborted), 7);
  const own = new DeadlineError("the making of a pipe", 5_000);
  await t.rejects(startedInTime(Promise.reject(own), "it", notAborted), own);
  const refusal = new StartFailed("no", "said", true);
  t.equal(await startedInTime(Promise.reject(refusal), "it", notAborted).catch((error) => error), refusal);
});
