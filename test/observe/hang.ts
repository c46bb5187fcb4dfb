import "../fixtures/plain-children.ts";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { whereItHangs } from "../../lib/observe/hang.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("a process that waits is told by its state", async (t) => {
  const child = spawn("sh", ["-c", "kill -STOP $$"], { stdio: "ignore" });
  t.teardown(() => child.kill("SIGKILL"));
  const isStopped = () => /^State:\tT/m.test(readFileSync(`/proc/${child.pid}/status`, "utf8"));
  await eventually("the stop of the child", isStopped);
  t.match(whereItHangs(child.pid as number), /^T \(stopped\)/);
});

t.test("where in the kernel it waits is told, and of its pipes the one that it waits on", async (t) => {
  const writer = spawn("sh", ["-c", "{ head -c 1000000 /dev/zero 2>&1 & echo $! >&2; wait; } | sleep 60"], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  t.teardown(() => process.kill(-(writer.pid as number), "SIGKILL"));
  const pid = Number(String((await once(writer.stderr, "data"))[0]).trim());
  await eventually("the full pipe", () => /pipe_w/.test(readFileSync(`/proc/${pid}/wchan`, "utf8")));
  t.match(whereItHangs(pid), /^S \(sleeping\) in (anon_)?pipe_w\w+; fd 1 is pipe:\[\d+\], [^;]*$/);
});

t.test("a process that is gone is told as gone", async (t) => {
  t.match(whereItHangs(2 ** 22 + 1), /^gone by itself/);
});

t.test("one that runs waits nowhere", async (t) => {
  const child = spawn("sh", ["-c", "while :; do :; done"], { stdio: "ignore" });
  t.teardown(() => child.kill("SIGKILL"));
  await eventually("its run", () => /^State:\tR/m.test(readFileSync(`/proc/${child.pid}/status`, "utf8")));
  t.equal(whereItHangs(child.pid as number), "R (running)");
});

t.test("one that waits on a FIFO, which has a name of its own, has no pipe", async (t) => {
  const path = join(temporaryDirectory(t), "fifo");
  execFileSync("mkfifo", [path]);
  const child = spawn("sh", ["-c", `exec cat <>${path}`], { stdio: "ignore" });
  t.teardown(() => child.kill("SIGKILL"));
  const pid = child.pid as number;
  await eventually("the empty FIFO", () => /pipe_r/.test(readFileSync(`/proc/${pid}/wchan`, "utf8")));
  t.match(whereItHangs(pid), /^S \(sleeping\) in (anon_)?pipe_r\w+$/);
});
