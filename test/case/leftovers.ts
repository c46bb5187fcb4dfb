import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import t from "tap";
import { leftovers } from "../../lib/case/leftovers.ts";
import { startTime } from "../../lib/host/run-directory.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { mountTmpfs } from "../host/fixtures/dead-run.ts";
import { needs } from "../requirement.ts";

t.test("a process that lives on is found, and is not when it has gone", async (t) => {
  const child = spawn("sh", ["-c", "read -r _"], { stdio: ["pipe", "ignore", "ignore"] });
  const pid = child.pid as number;
  const birth = startTime(pid);
  t.same(leftovers(pid, birth, "/no/such"), [`process ${pid}`]);
  child.kill("SIGKILL");
  await once(child, "exit");
  t.same(leftovers(pid, birth, "/no/such"), []);
});

t.test("another process under the same pid is not the case's", async (t) => {
  t.same(leftovers(process.pid, "1", "/no/such"), []);
  t.same(leftovers(process.pid, null, "/no/such"), []);
});

t.test("a mount of the control directory is found", needs("root"), async (t) => {
  const mount = join(temporaryDirectory(t), "control");
  mountTmpfs(t, mount);
  t.same(leftovers(process.pid, null, mount), [`mount ${mount}`]);
});
