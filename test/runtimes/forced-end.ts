import t from "tap";
import { DeadlineError } from "../../lib/errors.ts";
import { forcedEnd } from "../../lib/runtimes/forced-end.ts";

/** An end that nothing but force brings about. */
function stubborn(): { exited: Promise<void>; force: () => void; forced: () => number } {
  let times = 0;
  let end = () => {};
  const exited = new Promise<void>((resolve) => {
    end = resolve;
  });
  const force = () => {
    times++;
    end();
  };
  return { exited, force, forced: () => times };
}

t.test("who ends by itself is not forced", async (t) => {
  const { force, forced } = stubborn();
  await forcedEnd(Promise.resolve(), "it", force);
  t.equal(forced(), 0);
});

t.test("who does not is forced once, and that is no trouble", async (t) => {
  const { exited, force, forced } = stubborn();
  await forcedEnd(exited, "it", force);
  t.equal(forced(), 1);
});

t.test("who survives force is trouble, by its name", async (t) => {
  const { exited } = stubborn();
  await t.rejects(
    forcedEnd(exited, "the undying", () => {}),
    DeadlineError,
  );
});
