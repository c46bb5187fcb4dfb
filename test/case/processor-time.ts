import { spawn } from "node:child_process";
import t from "tap";
import { processorSeconds, spins } from "../../lib/case/processor-time.ts";
import { eventually } from "../fixtures/eventually.ts";

t.test("a process that runs uses time, whatever it calls itself; one that is gone has none", async (t) => {
  const child = spawn("sh", ["-c", "while :; do :; done"], { stdio: "ignore", argv0: ") 1 2 (" });
  t.teardown(() => child.kill("SIGKILL"));
  const pid = child.pid as number;
  await eventually("processor time", () => (processorSeconds(pid) ?? 0) >= 0.05);
  t.equal(processorSeconds(2 ** 22 + 1), null);
});

t.test("it spins where it ran for much of the wait, and not where it only woke now and then", async (t) => {
  t.ok(spins(4.9, 5));
  t.ok(spins(1.5, 5), "with others on the same processor");
  t.notOk(spins(0.2, 5));
  t.notOk(spins(0, 0));
});
