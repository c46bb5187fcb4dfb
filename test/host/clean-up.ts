import { spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import t from "tap";
import { cleanUp } from "../../lib/host/clean-up.ts";
import { within } from "../../lib/host/deadline.ts";
import { type Owner, thisOwner } from "../../lib/host/owner.ts";
import { identify, isAlive } from "../../lib/host/process.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { aroundCall } from "./fixtures/around-call.ts";
import { deadOwner, labelled, mountTmpfs, runDirectory } from "./fixtures/dead-run.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const isMounted = (path: string) => readFileSync("/proc/self/mounts", "utf8").includes(` ${path} `);

t.test("where nothing was left, nothing is removed", async (t) => {
  t.same(await cleanUp(), { removed: [], problems: [] });
});

t.test("a dead run's directory goes with everything in it", async (t) => {
  const directory = runDirectory(deadOwner);
  t.same(await cleanUp(), { removed: [`directory ${directory}`], problems: [] });
  t.notOk(existsSync(directory));
});

t.test("a dead run's processes are killed, by the label that they carry", async (t) => {
  const directory = runDirectory(deadOwner);
  const { pid, ended, owner } = labelled(t, `${directory}/case-1`);
  const { removed, problems } = await cleanUp();
  t.same(problems, []);
  t.match(removed, [`process ${pid} (sh)`, `directory ${directory}`]);
  t.same(await within(ended, 5_000, "the end of the process"), [null, "SIGKILL"]);
  t.notOk(isAlive(owner));
});

t.test("a dead run's process that is forked after a look at /proc is killed too", async (t) => {
  const directory = runDirectory(deadOwner);
  const forked: ReturnType<typeof labelled>[] = [];
  aroundCall(t, "readdirSync", {
    after: (path) => {
      if (path === "/proc" && forked.length === 0) forked.push(labelled(t, `${directory}/case-1`));
    },
  });
  t.same((await cleanUp()).problems, []);
  t.equal(forked.length, 1);
  for (const { owner } of forked) t.notOk(isAlive(owner));
});

t.test("a dead run's mounts go, the inner before the outer", needs("root"), async (t) => {
  const directory = runDirectory(deadOwner);
  const outer = join(directory, "mount");
  mountTmpfs(t, outer);
  mountTmpfs(t, join(outer, "inner"));
  const { removed, problems } = await cleanUp();
  t.same(problems, []);
  t.same(removed, [`mount ${outer}/inner`, `mount ${outer}`, `directory ${directory}`]);
  t.notOk(isMounted(outer));
  t.notOk(existsSync(directory));
});

t.test("nothing of a living run is touched", needs("root"), async (t) => {
  const directory = runDirectory(thisOwner());
  mountTmpfs(t, join(directory, "mount"));
  const { owner } = labelled(t, `${directory}/case-1`);
  t.same(await cleanUp(), { removed: [], problems: [] });
  t.ok(existsSync(join(directory, "owner.json")) && isMounted(join(directory, "mount")) && isAlive(owner));
});

t.test("what cannot be seen to be dead from here is left alone", async (t) => {
  for (const elsewhere of [
    { boot: "another boot" },
    { pidNamespace: "pid:[1]" },
    { user: deadOwner.user + 1 },
    { boot: undefined },
  ]) {
    const directory = runDirectory({ ...deadOwner, ...elsewhere } as Owner);
    const { owner } = labelled(t, `${directory}/case-1`);
    t.same(await cleanUp(), { removed: [], problems: [] }, JSON.stringify(elsewhere));
    t.ok(existsSync(directory) && isAlive(owner));
    rmSync(directory, { recursive: true });
  }
});

t.test(
  "another user's directory, one that others may write, and a link are nobody's to remove",
  needs("root"),
  async (t) => {
    const [others, open, aim] = [runDirectory(deadOwner), runDirectory(deadOwner), temporaryDirectory(t)];
    chownSync(others, 65534, 65534);
    chmodSync(open, 0o777);
    writeFileSync(join(aim, "owner.json"), JSON.stringify(deadOwner));
    const link = join(process.env.TMPDIR as string, "fd012-linked");
    symlinkSync(aim, link);
    t.same(await cleanUp(), { removed: [], problems: [] });
    for (const path of [others, open, link]) rmSync(path, { recursive: true });
    t.ok(existsSync(join(aim, "owner.json")));
  },
);

t.test("a process that only names a dead run's directory lives", async (t) => {
  const directory = runDirectory(deadOwner);
  const child = spawn("sh", ["-c", "read -r _", `${directory}/case-1`], {
    env: { FD012_LABEL: `/before${directory}/case-1`, OTHER_LABEL: `${directory}/case-1` },
    stdio: ["pipe", "ignore", "ignore"],
  });
  t.teardown(() => child.kill("SIGKILL"));
  const identity = identify(child.pid as number);
  t.same(await cleanUp(), { removed: [`directory ${directory}`], problems: [] });
  t.ok(identity && isAlive(identity));
});

t.test("a directory that says of no owner is nobody's to remove", async (t) => {
  const directory = join(process.env.TMPDIR as string, "fd012-by-hand");
  mkdirSync(directory);
  t.same(await cleanUp(), { removed: [], problems: [] });
  t.ok(existsSync(directory));
});
