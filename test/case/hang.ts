import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import t from "tap";
import { whereItHangs } from "../../lib/case/hang.ts";
import { eventually } from "../fixtures/eventually.ts";

t.test("a process that waits is told by its state", async (t) => {
  const child = spawn("sh", ["-c", "kill -STOP $$"], { stdio: "ignore" });
  t.teardown(() => child.kill("SIGKILL"));
  const isStopped = () => /^State:\tT/m.test(readFileSync(`/proc/${child.pid}/status`, "utf8"));
  await eventually("the stop of the child", isStopped);
  t.match(whereItHangs(child.pid as number), /^T \(stopped\)/);
});

t.test("a process that is gone is told as gone", async (t) => {
  t.match(whereItHangs(2 ** 22 + 1), /^gone by itself/);
});
