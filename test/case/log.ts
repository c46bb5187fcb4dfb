import { appendFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import content from "../../images/node/workloads/content.cjs";
import { CaseLog } from "../../lib/case/log.ts";
import { within } from "../../lib/host/deadline.ts";
import type { MountNamespace } from "../../lib/host/namespace.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { stdio } from "./fixtures/stdio.ts";

const here: MountNamespace = { enter: [], reach: (path) => path, close: async () => {} };

/** A wiring whose log is the plain bytes of one file a stream. */
const plain = stdio();

function log(t: Test): CaseLog {
  const path = temporaryDirectory(t);
  mkdirSync(join(path, "case"));
  const one = new CaseLog({ path, serverPath: path, unmount: async () => {} }, here, "case");
  one.create();
  t.teardown(() => one.remove());
  return one;
}

const writes = (lines: number) => ({ acked: lines * 64, tried: lines * 64, failed: {} });

t.test("both files are made before anybody opens them, and not over others", async (t) => {
  const one = log(t);
  t.ok(existsSync(one.paths.stdout) && existsSync(one.paths.stderr));
  t.throws(() => one.create(), { code: "EEXIST" });
});

t.test("the output's arrival is waited for", async (t) => {
  const one = log(t);
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
  const one = log(t);
  await within(one.arrived({ stdout: writes(1) }, plain, 20), 2_000, "the end of the wait");
  const [stdout, stderr] = await one.ledger({ stdout: writes(1) }, plain);
  t.match(stdout, { lost: 64, late: 64 });
  t.match(stderr, { acked: 0, stored: 0, lost: 0, late: undefined });
});

t.test("what came after the fault is late, and not lost", async (t) => {
  const one = log(t);
  appendFileSync(one.paths.stdout, content.lines("stdout", 0, 1));
  await one.arrived({ stdout: writes(3) }, plain, 20);
  appendFileSync(one.paths.stdout, content.lines("stdout", 1, 2));
  t.match(await one.ledger({ stdout: writes(3) }, plain), [{ lost: 0, late: 128 }, {}]);
});

t.test("a log that was deleted can still be read and counted", async (t) => {
  const one = log(t);
  const { stdout, stderr } = one.paths;
  one.deleteOnServer("stdout");
  appendFileSync(stderr, content.lines("stderr", 0, 1));
  await one.deleteThroughMount("stderr");
  t.notOk(existsSync(stdout) || existsSync(stderr));
  t.match(await one.text("stderr", null), /^stderr 0000000000 /);
  t.match(await one.ledger({ stderr: writes(1) }, plain), [{ stored: 0 }, { stored: 64, lost: 0 }]);
});

t.test("deleting what is not there fails: a fault that was not made is not observed", async (t) => {
  const one = log(t);
  one.deleteOnServer("stdout");
  t.throws(() => one.deleteOnServer("stdout"), { code: "ENOENT" });
  await t.rejects(one.deleteThroughMount("stdout"), { message: /No such file/ });
});

t.test("text is the beginning of the log, no more than can be looked at", async (t) => {
  const one = log(t);
  appendFileSync(one.paths.stdout, "x".repeat(100_000));
  t.equal((await one.text("stdout", null)).length, 65_536);
  t.equal(await one.text("stderr", null), "");
});

t.test("it is removed with its directory, once", async (t) => {
  const one = log(t);
  one.remove();
  t.notOk(existsSync(join(one.paths.stdout, "..")));
  one.remove();
});

t.test("a log of another form is read by whoever knows it", async (t) => {
  const one = log(t);
  const asked: string[] = [];
  const formatted = stdio({
    async stored(stream, held) {
      asked.push(stream);
      t.ok(held.stdout > 2 && held.stderr > 2, "the files are open");
      return content.lines(stream, 0, 1);
    },
  });
  await one.arrived({ stdout: writes(1), stderr: writes(1) }, formatted, 1_000);
  t.match(await one.ledger({ stdout: writes(1), stderr: writes(2) }, formatted), [{ lost: 0 }, { lost: 64 }]);
  t.same(new Set(asked), new Set(["stdout", "stderr"]));
});
