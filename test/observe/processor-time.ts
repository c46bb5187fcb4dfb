import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import t from "tap";
import { processorSeconds, spins } from "../../lib/observe/processor-time.ts";
import { eventually } from "../fixtures/eventually.ts";

t.test("a process that runs uses time, whatever it calls itself; one that is gone has none", async (t) => {
  const child = spawn("sh", ["-c", "while :; do :; done"], { stdio: "ignore", argv0: ") 1 2 (" });
  t.teardown(() => child.kill("SIGKILL"));
  const pid = child.pid as number;
  await eventually("processor time", () => (processorSeconds(pid) ?? 0) >= 0.05);
  t.equal(processorSeconds(2 ** 22 + 1), null);
});

t.test("a name in which a parenthesis closes hides no field behind it", async (t) => {
  const child = spawn("sh", ["-c", "echo 'a) 9 9 9 9 9' >/proc/$$/comm; echo; read -r _"], { stdio: "pipe" });
  t.teardown(() => child.kill("SIGKILL"));
  await once(child.stdout, "data");
  t.ok((processorSeconds(child.pid as number) ?? 60) < 60, "it has done next to nothing");
});

t.test("time in the kernel and outside of it are one sum", async (t) => {
  const system = () => process.cpuUsage().system / 1e6;
  const from = system();
  while (system() - from < 0.1) readFileSync("/proc/self/status");
  const { user, system: inKernel } = process.cpuUsage();
  const known = (user + inKernel) / 1e6;
  const told = processorSeconds(process.pid) ?? 0;
  t.ok(Math.abs(told - known) < 0.09, `${told} and ${known}`);
});

t.test("it spins where it ran for much of the wait, and not where it only woke now and then", async (t) => {
  t.ok(spins(4.9, 5));
  t.ok(spins(1.5, 5), "with others on the same processor");
  t.notOk(spins(0.2, 5));
  t.ok(spins(1.25, 5), "a quarter");
  t.notOk(spins(0, 0));
  t.notOk(spins(0.01, 0), "no wait tells anything");
});
