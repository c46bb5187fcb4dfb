import t from "tap";
import { outcomeOfAll } from "../../lib/judge/outcome-of-all.ts";

const first = { name: "", outcome: "exit 0 · lost 0" };

t.test("one container has its own outcome, and none has none", async (t) => {
  t.same(outcomeOfAll([first]), ["exit 0 · lost 0"]);
  t.same(outcomeOfAll([]), []);
});

t.test("containers that ended as the first did are counted, and others are named", async (t) => {
  const other = { name: "container-3", outcome: "exit 1 · lost 0" };
  t.same(outcomeOfAll([first, { ...first, name: "container-2" }, other]), [
    "exit 0 · lost 0",
    "2 times",
    "container-3 exit 1 · lost 0",
  ]);
});

t.test("what was executed is named, however it ended", async (t) => {
  t.same(outcomeOfAll([first, { ...first, name: "exec-1" }]), ["exit 0 · lost 0", "exec-1 exit 0 · lost 0"]);
});

t.test("many that were executed and ended alike are counted", async (t) => {
  const executed = ["exec-1", "exec-2", "exec-3"].map((name) => ({ ...first, name }));
  const other = { name: "exec-4", outcome: "exit 1 · lost 0" };
  t.same(outcomeOfAll([first, ...executed, other]), [
    "exit 0 · lost 0",
    "exec-1 exit 0 · lost 0",
    "3 times",
    "exec-4 exit 1 · lost 0",
  ]);
});
