import "../fixtures/plain-children.ts";
import { closeSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { within } from "../../lib/host/deadline.ts";
import { helperEnvironment } from "../../lib/host/helper-process.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";
import { groupOf, identify, isAlive } from "../../lib/host/process.ts";
import { type Shim, startShim } from "../../lib/strategies/shim.ts";
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

t.test("one of the two that is killed is told, whichever it is", async (t) => {
  for (const index of [0, 1]) {
    const { shim, close } = await started(t);
    const tees = await teesOf(shim);
    process.kill(tees[index] as number, "SIGKILL");
    close();
    await within(shim.gone, 5_000, "its end");
    t.match(shim.reader.failure(), /has ended by itself, with 137$/);
  }
});

t.test("one whose writes fail has not failed: it reads on", async (t) => {
  const directory = temporaryDirectory(t);
  const pipes = await PipeMaker.open();
  const [out, err] = [await pipes.make(), await pipes.make()];
  const full = { stdout: "/dev/full", stderr: join(directory, "err") };
  const shim = await startShim([], full, [{ fd: out.read }, { fd: err.read }]);
  writeSync(out.write, "nobody keeps it");
  for (const pipe of [out, err]) for (const fd of [pipe.read, pipe.write]) closeSync(fd);
  await within(shim.gone, 5_000, "its end");
  t.equal(shim.reader.failure(), null);
  await pipes.close();
});

t.test("one that is told to end waits for both, and has not failed", async (t) => {
  const { shim } = await started(t);
  const tees = await teesOf(shim);
  await shim.reader.end();
  t.equal(shim.reader.failure(), null);
  t.same(
    tees.filter((pid) => nameOf(pid) !== null),
    [],
  );
});

function nameOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return null;
  }
}

/** The two readers, in the order in which they were started. */
async function teesOf({ child: { pid } }: Shim): Promise<number[]> {
  const found = () =>
    readdirSync("/proc").filter((one) => parentOf(one) === pid && nameOf(Number(one)) === "tee");
  await eventually("both readers", () => found().length === 2);
  return found()
    .map(Number)
    .sort((a, b) => a - b);
}

/** proc(5), stat: the parent stands behind the name in parentheses, and a state. */
function parentOf(pid: string): number | null {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) \S+ /, "")
        .split(" ")[0],
    );
  } catch {
    return null;
  }
}
