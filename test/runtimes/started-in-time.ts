import t from "tap";
import { DeadlineError } from "../../lib/errors.ts";
import { setDeadlineFactor } from "../../lib/host/deadlines.ts";
import { StartFailed } from "../../lib/runtimes/runtime.ts";
import { startedInTime } from "../../lib/runtimes/started-in-time.ts";

t.before(() => setDeadlineFactor(0.001));

t.test("what a runtime does not do in time is its hang", async (t) => {
  const late = startedInTime(new Promise(() => {}), "create and start");
  await t.rejects(late, {
    ...{ code: "START_FAILED", hangs: true, refused: false },
    message: "hang at the start: create and start did not happen within 0.01 s",
  });
});

t.test("what else comes of a start is passed on, the suite's own deadlines too", async (t) => {
  t.equal(await startedInTime(Promise.resolve(7), "it"), 7);
  const own = new DeadlineError("the making of a pipe", 5_000);
  await t.rejects(startedInTime(Promise.reject(own), "it"), own);
  const refusal = new StartFailed("no", "said", true);
  t.equal(await startedInTime(Promise.reject(refusal), "it").catch((error) => error), refusal);
});
