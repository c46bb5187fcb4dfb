import t from "tap";
import { programs } from "../../lib/images/programs.ts";

t.test("a workload of node's is a file that node is given", async (t) => {
  t.equal(programs.node.file("wait"), "images/node/workloads/wait.cjs");
  t.same(programs.node.words("exit-code", ["7"]), ["/workloads/exit-code.cjs", "7"]);
});

t.test("npm runs the same as a script, by its name", async (t) => {
  t.same(programs.npm.words("wait", []), ["wait"]);
});

t.test("the C program is told by its arguments alone", async (t) => {
  t.same(programs.abort.words("abort", ["handler"]), ["handler"]);
});
