import { existsSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { programs } from "../../lib/images/programs.ts";
import { packageRoot } from "../../lib/package-root.ts";

t.test("a workload of node's is a file that node is given", async (t) => {
  t.equal(programs.node.file("wait"), "images/node/workloads/wait.cjs");
  t.same(programs.node.words("exit-code", ["7"]), ["/workloads/exit-code.cjs", "7"]);
});

t.test("npm runs the same as a script, by its name", async (t) => {
  t.same(programs.npm.words("wait", []), ["wait"]);
});

t.test("abort is told by its arguments alone", async (t) => {
  t.same(programs.abort.words("abort", ["handler"]), ["handler"]);
});

t.test("what is executed beside PID 1 is told the name of its channel, by node and by C", async (t) => {
  t.same(programs.node.words("actor", ["exec-1"]), ["/workloads/actor.cjs", "exec-1"]);
  t.same(programs.actor.words("actor", ["exec-1"]), ["exec-1"]);
  t.same(
    Object.entries(programs).flatMap(([name, { hasActor }]) => (hasActor ? [name] : [])),
    ["node", "actor"],
  );
  for (const name of ["node", "actor"] as const)
    t.ok(existsSync(join(packageRoot, programs[name].file("actor"))), name);
});
