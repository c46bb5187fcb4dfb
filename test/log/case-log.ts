import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import t from "tap";
import content from "../../images/node/workloads/content.cjs";
import { CallerStdio } from "../../lib/case/caller-stdio.ts";
import { deleteOnServer, deleteThroughMount } from "../../lib/faults/table.ts";
import { within } from "../../lib/host/deadline.ts";
import type { LogFile } from "../../lib/log/log-files.ts";
import { stdio } from "../case/fixtures/stdio.ts";
import { inflictOn } from "../faults/fixtures/inflict-on.ts";
import { openLog } from "../faults/fixtures/open-log.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

/** A wiring whose log is the plain bytes of one file a stream. */
const plain = stdio();

const writes = (lines: number) => ({ acked: lines * 64, tried: lines * 64, failed: {} });

t.test("both files are made before anybody opens them, and not over others", async (t) => {
  const one = openLog(t);
  t.ok(existsSync(one.paths.stdout) && existsSync(one.paths.stderr));
  t.throws(() => one.create(), { code: "EEXIST" });
});

t.test("the output's arrival is waited for", async (t) => {
  const one = openLog(t);
  const arrival = one.arrived({ stdout: writes(2), stderr: writes(1) }, plain, 5_000);
  appendFileSync(one.paths.stdout, content.lines("stdout", 0, 2));
  appendFileSync(one.paths.stderr, content.lines("stderr", 0, 1));
  await within(arrival, 2_000, "the arrival");
  const ledger = await one.ledger({ stdout: writes(2), stderr: writes(1) }, plain);
  t.match(ledger, [{ lost: 0 }, { lost: 0 }]);
  t.notOk(
    ledger.some((stream) => "late" in stream),
    "nothing was late",
  );
});

t.test("output that does not arrive ends the wait too: that is what there is to observe", async (t) => {
  const one = openLog(t);
  await within(one.arrived({ stdout: writes(1) }, plain, 20), 2_000, "the end of the wait");
  const [stdout, stderr] = await one.ledger({ stdout: writes(1) }, plain);
  t.match(stdout, { lost: 64, late: 64 });
  t.match(stderr, { acked: 0, stored: 0, lost: 0, late: undefined });
});

t.test("what came after the fault is late, and not lost", async (t) => {
  const one = openLog(t);
  appendFileSync(one.paths.stdout, content.lines("stdout", 0, 1));
  await one.arrived({ stdout: writes(3) }, plain, 20);
  appendFileSync(one.paths.stdout, content.lines("stdout", 1, 2));
  t.match(await one.ledger({ stdout: writes(3) }, plain), [{ lost: 0, late: 128 }, {}]);
});

t.test("a log that was deleted can still be read and counted", async (t) => {
  const one = openLog(t);
  const { stdout, stderr } = one.paths;
  await inflictOn(one, deleteOnServer("stdout"));
  appendFileSync(stderr, content.lines("stderr", 0, 1));
  await inflictOn(one, deleteThroughMount("stderr"));
  t.notOk(existsSync(stdout) || existsSync(stderr));
  t.match(await one.holds.text("stderr", null), /^stderr 0000000000 /);
  t.match(await one.ledger({ stderr: writes(1) }, plain), [{ stored: 0 }, { stored: 64, lost: 0 }]);
});

t.test("deleting what is not there fails: a fault that was not made is not observed", async (t) => {
  const one = openLog(t);
  await inflictOn(one, deleteOnServer("stdout"));
  await t.rejects(inflictOn(one, deleteOnServer("stdout")), { code: "ENOENT" });
  await t.rejects(inflictOn(one, deleteThroughMount("stdout")), { message: /No such file/ });
});

t.test("text is the beginning of the log, no more than can be looked at", async (t) => {
  const one = openLog(t);
  appendFileSync(one.paths.stdout, "x".repeat(100_000));
  t.equal((await one.holds.text("stdout", null)).length, 65_536);
  t.equal(await one.holds.text("stderr", null), "");
});

t.test(
  "where the server forgets what it deletes, what it held is kept, whatever a container has planted there",
  async (t) => {
    const one = openLog(t, { forgetsDeleted: true });
    const { stdout } = one.paths;
    const victim = join(temporaryDirectory(t), "victim");
    writeFileSync(victim, "precious");
    appendFileSync(stdout, content.lines("stdout", 0, 2));
    for (const stream of ["stdout", "stderr"]) symlinkSync(victim, `${stdout}.${stream}.kept`);
    await inflictOn(one, deleteOnServer("stdout"));
    t.equal(readFileSync(victim, "utf8"), "precious");
    t.match(await one.ledger({ stdout: writes(2) }, plain), [{ stored: 128, lost: 0 }, {}]);
    const { stderr } = one.paths;
    unlinkSync(stderr);
    symlinkSync(victim, stderr);
    await inflictOn(one, deleteOnServer("stderr"));
    t.equal(await one.holds.text("stderr", null), "", "nor is a file of the host taken for the log");
  },
);

t.test("a log that a runtime is to have made is not looked for through a link, or at a fifo", async (t) => {
  const place = temporaryDirectory(t);
  const [link, fifo] = [join(place, "link"), join(place, "fifo")];
  symlinkSync("/etc/passwd", link);
  execFileSync("mkfifo", [fifo]);
  for (const [stdout, code] of [
    [link, "ELOOP"],
    [fifo, undefined],
  ] as const)
    t.throws(() => openLog(t).adopt(stdio({ log: { framings: ["raw"], file: () => stdout } })), { code });
});

t.test("what a container has left there is removed, and no link is followed", async (t) => {
  const one = openLog(t);
  const precious = temporaryDirectory(t);
  writeFileSync(join(precious, "file"), "");
  symlinkSync(precious, join(one.paths.stdout, "../link"));
  one.remove();
  t.notOk(existsSync(join(one.paths.stdout, "..")));
  t.ok(existsSync(join(precious, "file")));
});

t.test("it is removed with its directory, once", async (t) => {
  const one = openLog(t);
  one.remove();
  t.notOk(existsSync(join(one.paths.stdout, "..")));
  one.remove();
});

t.test("one file of both streams is taken apart as its framing says", async (t) => {
  const one = openLog(t);
  const { stdout: path } = one.paths;
  const formatted = stdio({ log: { framings: ["cri"], file: () => path } });
  one.adopt(formatted);
  for (const stream of ["stdout", "stderr"] as const)
    appendFileSync(path, `2026-11-26T14:00:00Z ${stream} F ${content.lines(stream, 0, 1)}`);
  await one.arrived({ stdout: writes(1), stderr: writes(1) }, formatted, 1_000);
  t.match(await one.ledger({ stdout: writes(1), stderr: writes(2) }, formatted), [
    { stored: 64, lost: 0, streams: "apart" },
    { stored: 64, lost: 64, streams: "apart" },
  ]);
  t.match(await one.holds.text("stderr", formatted), /^stderr 0000000000 .*\n$/);
});

t.test(
  "a log that does not say which stream a byte came from is told, through a caller's wiring too",
  async (t) => {
    const one = openLog(t);
    const wired = new CallerStdio(stdio({ log: { framings: ["terminal"], file: () => one.paths.stdout } }));
    t.match(await one.ledger({}, wired), [{ streams: "apart" }, { streams: "apart" }], "two files tell");
    one.adopt(wired);
    appendFileSync(one.paths.stdout, "stderr 1\r\nelse\r\nstdout 1\r\n");
    t.match(await one.ledger({}, wired), [{ streams: "together" }, { streams: "together" }]);
    t.equal(await one.holds.text("stdout", wired), "else\nstdout 1\nstderr 1\n", "the other's follows");
    t.equal(await one.holds.text("stderr", wired), "stderr 1\nelse\nstdout 1\n");
  },
);

t.test("a copy that was set aside is an older segment, of which a logs command knows nothing", async (t) => {
  const one = openLog(t);
  const { stdout } = one.paths;
  appendFileSync(stdout, content.lines("stdout", 0, 2));
  copyFileSync(stdout, `${stdout}.1`);
  one.setAside(one.files(["stdout"])[0] as LogFile, `${stdout}.1`);
  truncateSync(stdout);
  appendFileSync(stdout, content.lines("stdout", 2, 1));
  const wired = stdio({ delivered: async (stream) => content.lines(stream, 2, stream === "stdout" ? 1 : 0) });
  t.match(await one.ledger({ stdout: writes(3) }, wired), [
    { stored: 192, lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0, undelivered: 0 },
    { stored: 0 },
  ]);
  t.match(await one.holds.text("stdout", wired), /^stdout 0000000000 /);
  symlinkSync("/etc/passwd", `${stdout}.2`);
  t.throws(() => one.setAside(one.files(["stdout"])[0] as LogFile, `${stdout}.2`), { code: "ELOOP" });
});

t.test(
  "an engine's own older files are looked for where a claim has it rotate, and only there",
  async (t) => {
    for (const [limits, lost] of [
      [{ maxBytes: 128 }, 0],
      [undefined, 64],
    ] as const) {
      const one = openLog(t, {}, limits);
      const { stdout: path } = one.paths;
      t.same(one.paths.limits, limits);
      const wired = stdio({
        log: { framings: ["raw"], file: () => path, rotated: (file, n) => `${file}.${n}` },
      });
      one.adopt(wired);
      appendFileSync(path, content.lines("stdout", 0, 1));
      t.match(await one.ledger({ stdout: writes(1) }, wired), [{ lost: 0 }, {}]);
      renameSync(path, `${path}.1`);
      appendFileSync(path, content.lines("stdout", 1, 1));
      t.match(await one.ledger({ stdout: writes(2) }, wired), [{ lost, reordered: 0 }, {}]);
    }
  },
);

t.test("what is given back is held against what is stored, each stream for itself", async (t) => {
  const one = openLog(t);
  appendFileSync(one.paths.stdout, content.lines("stdout", 0, 2));
  const given = { stdout: content.lines("stdout", 0, 1), stderr: Buffer.from("surplus\n") };
  const wired = stdio({ delivered: async (stream) => given[stream] });
  t.match(await one.ledger({ stdout: writes(2) }, wired), [
    { stored: 128, delivered: 64, undelivered: 64, misdelivered: 0, lost: 0 },
    { stored: 0, delivered: 8, undelivered: 0, misdelivered: 8 },
  ]);
});

t.test("foreign bytes do not pass for output that has arrived", async (t) => {
  const one = openLog(t);
  appendFileSync(one.paths.stdout, "x".repeat(64));
  await one.arrived({ stdout: writes(1) }, plain, 20);
  t.match(await one.ledger({ stdout: writes(1) }, plain), [{ late: 64, lost: 64, foreign: 64 }]);
});
