import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import t from "tap";
import { cleanUp } from "../../lib/host/clean-up.ts";
import { within } from "../../lib/host/deadline.ts";
import { helperEnvironment } from "../../lib/host/helper-process.ts";
import { isAlive, startTime } from "../../lib/host/run-directory.ts";
import { traceInstances } from "../evidence/fixtures/instances.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
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

t.test("a dead run's trace instance goes", needs("root", "tracefs"), async (t) => {
  const directory = runDirectory(deadOwner);
  const name = basename(directory);
  const make = `[ -d /sys/kernel/tracing/instances ] || mount -t tracefs tracefs /sys/kernel/tracing; mkdir /sys/kernel/tracing/instances/${name}`;
  execFileSync("unshare", ["--mount", "sh", "-c", make], { env: helperEnvironment });
  t.ok(traceInstances().includes(name));
  t.same(await cleanUp(), { removed: [`trace instance ${name}`, `directory ${directory}`], problems: [] });
  t.notOk(traceInstances().includes(name));
});

t.test("nothing of a living run is touched", needs("root"), async (t) => {
  const directory = runDirectory({ pid: process.pid, startTime: startTime(process.pid) as string });
  mountTmpfs(t, join(directory, "mount"));
  const { owner } = labelled(t, `${directory}/case-1`);
  t.same(await cleanUp(), { removed: [], problems: [] });
  t.ok(existsSync(join(directory, "owner.json")) && isMounted(join(directory, "mount")) && isAlive(owner));
});

t.test("a directory that says of no owner is nobody's to remove", async (t) => {
  const directory = join(process.env.TMPDIR as string, "fd012-by-hand");
  mkdirSync(directory);
  t.same(await cleanUp(), { removed: [], problems: [] });
  t.ok(existsSync(directory));
});
