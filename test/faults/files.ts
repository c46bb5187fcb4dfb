import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import t from "tap";
import type { Fault } from "../../lib/faults/fault.ts";
import {
  copyTruncate,
  deleteOnServer,
  deleteThroughMount,
  immutable,
  removeDirectory,
  rename,
  replace,
  truncate,
} from "../../lib/faults/table.ts";
import type { Stdio } from "../../lib/strategies/strategy.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { inflictOn } from "./fixtures/inflict-on.ts";
import { openLog } from "./fixtures/open-log.ts";

/** What becomes of a file that PID 1 has open, and of its name. */
const becomes: [Fault, { links: number; size: number; named: boolean }][] = [
  [deleteOnServer(), { links: 0, size: 5, named: false }],
  [deleteThroughMount(), { links: 0, size: 5, named: false }],
  [replace, { links: 0, size: 5, named: true }],
  [rename, { links: 1, size: 5, named: true }],
  [removeDirectory, { links: 0, size: 5, named: false }],
  [truncate, { links: 1, size: 0, named: true }],
  [copyTruncate, { links: 1, size: 0, named: true }],
];

for (const [fault, { links, size, named }] of becomes) {
  t.test(`${fault.name}: what has the log open still has it, as the fault leaves it`, async (t) => {
    const log = openLog(t);
    const paths = Object.values(log.paths);
    for (const path of paths) appendFileSync(path, "12345");
    const held = paths.map((path) => openSync(path, "a"));
    t.teardown(() => held.forEach(closeSync));
    await inflictOn(log, fault);
    for (const [at, fd] of held.entries()) {
      const path = paths[at] as string;
      t.match(fstatSync(fd), { nlink: links, size });
      t.equal(existsSync(path), named);
      const isSame = named && statSync(path).ino === fstatSync(fd).ino;
      t.equal(isSame, size === 0);
    }
  });
}

t.test("one stream's log is deleted, the other's stays", async (t) => {
  for (const fault of [deleteOnServer("stderr"), deleteThroughMount("stderr")]) {
    const log = openLog(t);
    await inflictOn(log, fault);
    t.same([existsSync(log.paths.stdout), existsSync(log.paths.stderr)], [true, false]);
  }
});

t.test("no link that a container has planted is followed", async (t) => {
  const victim = join(temporaryDirectory(t), "victim");
  writeFileSync(victim, "precious");
  for (const fault of [truncate, replace, copyTruncate, immutable]) {
    const log = openLog(t);
    unlinkSync(log.paths.stdout);
    symlinkSync(victim, log.paths.stdout);
    symlinkSync(victim, `${log.paths.stderr}.new`);
    await t.rejects(inflictOn(log, fault));
    t.equal(readFileSync(victim, "utf8"), "precious");
  }
});

t.test(
  "what is cut was copied before, and stays part of the log, but not where a link has its name",
  async (t) => {
    const log = openLog(t);
    const { stdout, stderr } = log.paths;
    appendFileSync(stdout, "12345");
    await inflictOn(log, copyTruncate);
    appendFileSync(stdout, "678");
    t.equal(readFileSync(`${stdout}.1`, "utf8"), "12345");
    t.equal(await log.holds.text("stdout", null), "12345678");
    const victim = join(temporaryDirectory(t), "victim");
    for (const path of [stdout, stderr]) {
      unlinkSync(`${path}.1`);
      symlinkSync(victim, `${path}.1`);
    }
    await t.rejects(inflictOn(log, copyTruncate), { code: "EEXIST" });
    t.equal(existsSync(victim), false);
    t.equal(readFileSync(stdout, "utf8"), "678", "and nothing is cut that was not copied");
  },
);

t.test("the directory of the log goes, and nothing beside it", async (t) => {
  const log = openLog(t);
  const directory = dirname(log.paths.stdout);
  const beside = join(dirname(directory), "beside");
  mkdirSync(join(directory, "sub"));
  writeFileSync(beside, "");
  await inflictOn(log, removeDirectory);
  t.same([existsSync(directory), existsSync(beside)], [false, true]);
});

t.test("a directory in which an engine keeps its log is not the suite's to remove", async (t) => {
  const log = openLog(t);
  const engines = join(temporaryDirectory(t), "engine.log");
  writeFileSync(engines, "");
  log.adopt({ log: { framings: [], file: () => engines } } as unknown as Stdio);
  await t.rejects(inflictOn(log, removeDirectory), /no directory of the suite's own/);
  t.ok(existsSync(engines));
});
