import "../fixtures/plain-children.ts";
import { closeSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { within } from "../../lib/host/deadline.ts";
import { helperEnvironment } from "../../lib/host/helper-process.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";
import { groupOf, identify, isAlive } from "../../lib/host/process.ts";
import { startShim } from "../../lib/strategies/shim.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

async function started(t: Test, enter: readonly string[] = []) {
  const directory = temporaryDirectory(t);
  const log = { stdout: join(directory, "out"), stderr: join(directory, "err") };
  const pipes = await PipeMaker.open();
  const [out, err] = [await pipes.make(), await pipes.make()];
  const shim = await startShim(enter, log, [{ fd: out.read }, { fd: err.read }]);
  for (const pipe of [out, err]) closeSync(pipe.read);
  const written = [out.write, err.write];
  const close = () => {
    for (const fd of written.splice(0)) closeSync(fd);
  };
  t.teardown(async () => {
    close();
    await shim.end();
    await pipes.close();
  });
  return { shim, log, out: out.write, close };
}

t.test("one that has done its work, or was ended, has not failed", async (t) => {
  const done = await started(t);
  t.equal(done.shim.reader.failure(), null, "nor one that is at it");
  writeSync(done.out, "all of it");
  done.close();
  await within(done.shim.gone, 5_000, "its end");
  t.equal(readFileSync(done.log.stdout, "utf8"), "all of it");
  t.equal(done.shim.reader.failure(), null);
  const ended = await started(t);
  await ended.shim.end();
  t.equal(ended.shim.reader.failure(), null);
});

t.test("one that cannot run, or was killed by somebody else, says so", async (t) => {
  const none = await started(t, ["env", "PATH=/nowhere"]);
  await within(none.shim.gone, 5_000, "its end");
  t.match(none.shim.reader.failure(), /has ended by itself, with 127$/);
  const killed = await started(t);
  killed.shim.child.kill("SIGKILL");
  await within(killed.shim.gone, 5_000, "its end");
  t.match(killed.shim.reader.failure(), /has ended by itself, with SIGKILL$/);
});

t.test("its end is that of all that reads for it, though its shell has ended before", async (t) => {
  helperEnvironment.FD012_LABEL = join(temporaryDirectory(t), "suite");
  t.teardown(() => {
    delete helperEnvironment.FD012_LABEL;
  });
  const { shim } = await started(t);
  const members = () =>
    readdirSync("/proc")
      .map((entry) => identify(Number(entry)))
      .filter((one) => one !== null && groupOf(one.pid) === shim.child.pid && isAlive(one));
  await eventually("the start of both", () => members().length === 3);
  shim.child.kill("SIGKILL");
  await within(shim.gone, 5_000, "the end of the shell");
  t.equal(members().length, 2);
  await shim.end();
  await eventually("their end", () => members().length === 0, 2_000).catch(() => {});
  t.same(members(), []);
});
