import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import t from "tap";
import { cleanUp } from "../../lib/host/clean-up.ts";
import { isDead, thisOwner } from "../../lib/host/owner.ts";
import {
  isAlive,
  makeRunDirectory,
  ownerOf,
  RUN_PREFIX,
  removeRunDirectory,
  startTime,
} from "../../lib/host/run-directory.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { aroundCall } from "./fixtures/around-call.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

t.test("a run's directory tells whose it is, and may be walked through but not listed", async (t) => {
  const directory = makeRunDirectory();
  t.ok(basename(directory).startsWith(RUN_PREFIX));
  t.equal(statSync(directory).mode & 0o777, 0o711);
  const owner = ownerOf(directory);
  t.same(owner, thisOwner());
  t.ok(owner && isAlive(owner));
  removeRunDirectory(directory);
  t.notOk(existsSync(directory));
  removeRunDirectory(directory);
});

t.test("one that its run has not finished tells by its name whose it is", async (t) => {
  const seen: string[] = [];
  aroundCall(t, "writeFileSync", { before: (path) => void seen.push(dirname(String(path))) });
  const directory = makeRunDirectory();
  removeRunDirectory(directory);
  const [unfinished = ""] = seen;
  t.not(unfinished, directory);
  t.notOk(existsSync(unfinished), "it has got its name");
  mkdirSync(unfinished);
  t.same(ownerOf(unfinished), thisOwner());
  const dead = unfinished.replace(`.${thisOwner().startTime}.`, ".1.");
  mkdirSync(dead);
  t.same(await cleanUp(), { removed: [`directory ${dead}`], problems: [] });
  t.ok(existsSync(unfinished), "its run is alive");
  for (const name of ["fd012-new-", "fd012-new-AbCdEf", "fd012-new-1.1-AbCdEf"]) {
    mkdirSync(join(dirname(dead), name));
    t.notOk(isDead(ownerOf(join(dirname(dead), name)) ?? thisOwner()), name);
  }
});

t.test("a pid that is used again is not the owner", async (t) => {
  t.notOk(isAlive({ pid: process.pid, startTime: "1" }));
  t.notOk(isAlive({ pid: 2 ** 22 + 1, startTime: "1" }));
});

t.test("a process that has ended is not alive, even while nobody has waited for it", async (t) => {
  // sleep(1) never waits for the child that the shell started before it became sleep.
  const parent = spawn("sh", ["-c", "sleep 1000 & echo $!; exec sleep 1000"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  t.teardown(() => parent.kill("SIGKILL"));
  const pid = Number((await once(parent.stdout, "data"))[0]);
  const owner = { pid, startTime: startTime(pid) as string };
  await eventually("the exec", () => readFileSync(`/proc/${parent.pid}/comm`, "utf8") === "sleep\n");
  process.kill(pid, "SIGKILL");
  await eventually("the end of the child", () => !isAlive(owner));
  t.equal(startTime(pid), owner.startTime, "it is a zombie");
});

t.test("a file that is cut off or not there tells of no owner", async (t) => {
  const directory = temporaryDirectory(t);
  t.equal(ownerOf(directory), null);
  writeFileSync(join(directory, "owner.json"), '{"pid": 1');
  t.equal(ownerOf(directory), null);
});

t.test("the start time is field 22 whatever the process calls itself", async (t) => {
  const before = startTime(process.pid);
  const title = process.title;
  t.teardown(() => {
    process.title = title;
  });
  process.title = ") R 1 2 3 (";
  t.equal(startTime(process.pid), before);
  t.match(before, /^\d+$/);
});
