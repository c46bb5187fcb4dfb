import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import t from "tap";
import { untilStopped } from "../../lib/host/until-stopped.ts";

t.test("it is over once all of the group are stopped, or have ended", async (t) => {
  const child = spawn("sh", ["-c", "sleep 60 & cat & wait"], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const pid = child.pid as number;
  t.teardown(() => process.kill(-pid, "SIGKILL"));
  const children = () => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  while (children().length < 2) await new Promise(setImmediate);
  let isStopped = false;
  const stopped = untilStopped(pid).then(() => {
    isStopped = true;
  });
  await new Promise(setImmediate);
  t.notOk(isStopped, "they run");
  process.kill(-pid, "SIGSTOP");
  await stopped;
  for (const one of [pid, ...children()]) t.match(readFileSync(`/proc/${one}/stat`, "utf8"), /\) [TZ] /);
});

t.test("where there is no such group, nobody in it runs", async () => {
  await untilStopped(2 ** 22 + 1);
});
