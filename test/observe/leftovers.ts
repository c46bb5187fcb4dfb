import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { startTime } from "../../lib/host/run-directory.ts";
import { leftovers } from "../../lib/observe/leftovers.ts";
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

t.test("one that was bound elsewhere is found, on a file system of its own too", needs("root"), async (t) => {
  const directory = temporaryDirectory(t);
  const own = join(directory, "a file system");
  mountTmpfs(t, own);
  for (const base of [directory, own]) {
    const [control, elsewhere] = [join(base, "case-1"), join(base, "else where")];
    mkdirSync(join(control, "below"), { recursive: true });
    mkdirSync(elsewhere);
    t.same(leftovers(process.pid, null, control), []);
    bind(t, control, elsewhere);
    t.same(leftovers(process.pid, null, control), [`mount ${elsewhere}`]);
    const further = join(directory, "further");
    mkdirSync(further, { recursive: true });
    bind(t, join(control, "below"), further);
    t.same(leftovers(process.pid, null, control).sort(), [`mount ${elsewhere}`, `mount ${further}`].sort());
    spawnSync("umount", [further]);
  }
});

t.test("another case's is not taken for one's own", needs("root"), async (t) => {
  const directory = temporaryDirectory(t);
  for (const name of ["case-1", "case-10", "elsewhere"]) mkdirSync(join(directory, name));
  bind(t, join(directory, "case-10"), join(directory, "elsewhere"));
  mountTmpfs(t, join(directory, "case-10", "mnt"));
  t.same(leftovers(process.pid, null, join(directory, "case-1")), []);
  const [bound, inner] = [`mount ${join(directory, "elsewhere")}`, `mount ${join(directory, "case-10/mnt")}`];
  const found = leftovers(process.pid, null, join(directory, "case-10"));
  t.ok(found.includes(bound) && found.includes(inner), found.join());
});

function bind(t: Test, from: string, to: string): void {
  const { status } = spawnSync("mount", ["--bind", from, to]);
  if (status !== 0) throw new Error(`mount --bind: exit ${status}`);
  t.teardown(() => spawnSync("umount", ["-l", to]));
}
