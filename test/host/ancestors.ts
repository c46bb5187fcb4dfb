import { spawn } from "node:child_process";
import { once } from "node:events";
import t from "tap";
import { withAncestors } from "../../lib/host/ancestors.ts";

t.test("a process, its parent, and so on, whatever a process calls itself", async (t) => {
  const name = ") S 1 (";
  const script = 'perl -e \'$0 = $ARGV[0]; $| = 1; print "$$\\n"; <STDIN>\' "$1"; :';
  const child = spawn("sh", ["-c", script, "sh", name], { stdio: ["pipe", "pipe", "ignore"] });
  t.teardown(() => child.kill("SIGKILL"));
  const [said] = await once(child.stdout, "data");
  const chain = withAncestors(Number(said));
  t.same(chain.slice(0, 3), [Number(said), child.pid, process.pid]);
  t.equal(new Set(chain).size, chain.length, "and ends somewhere");
  child.stdin.end();
});

t.test("a process that is not there has none", async (t) => {
  t.same(withAncestors(2 ** 22 + 1), []);
});
