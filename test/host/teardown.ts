import t from "tap";
import { Teardown } from "../../lib/host/teardown.ts";

t.test("steps are undone in reverse order, one after the other", async (t) => {
  const teardown = new Teardown();
  const undone: string[] = [];
  teardown.add("undo the first", () => undone.push("first"));
  teardown.add("undo the second", async () => {
    await new Promise((resolve) => setImmediate(resolve));
    undone.push("second");
  });
  t.same(await teardown.run(), []);
  t.same(undone, ["second", "first"]);
});

t.test("a step that fails is told and keeps the others from nothing", async (t) => {
  const teardown = new Teardown();
  const undone: string[] = [];
  teardown.add("undo the first", () => undone.push("first"));
  teardown.add("unmount it", () => Promise.reject(new Error("busy")));
  teardown.add("remove it", () => {
    throw "not an error";
  });
  t.same(await teardown.run(), ["could not remove it: not an error", "could not unmount it: busy"]);
  t.same(undone, ["first"]);
});

t.test("a step that never ends is told by its deadline, and the rest go on", async (t) => {
  const teardown = new Teardown(50);
  const undone: string[] = [];
  teardown.add("undo the first", () => undone.push("first"));
  teardown.add("unmount it", () => new Promise(() => {}));
  t.same(await teardown.run(), ["could not unmount it: its end did not happen within 0.05 s"]);
  t.same(undone, ["first"]);
});

t.test("what was undone is not undone again; what was added since is", async (t) => {
  const teardown = new Teardown();
  let times = 0;
  teardown.add("count", () => times++);
  await teardown.run();
  teardown.add("count", () => times++);
  await Promise.all([teardown.run(), teardown.run()]);
  t.equal(times, 2);
});
