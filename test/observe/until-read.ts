import "../fixtures/plain-children.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { PipeMaker } from "../../lib/host/pipes.ts";
import { untilRead } from "../../lib/observe/until-read.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

/** A process that has this as fd 1. */
async function holding(t: Test, fd: number): Promise<number> {
  const child = spawn("sleep", ["60"], { stdio: ["ignore", fd, "ignore"] });
  const gone = once(child, "exit");
  t.teardown(async () => {
    child.kill("SIGKILL");
    await gone;
  });
  await once(child, "spawn");
  return child.pid as number;
}

t.test("what waits in a pipe is waited for until it is read", needs("perl"), async (t) => {
  const maker = await PipeMaker.open();
  t.teardown(() => maker.close());
  const { read, write } = await maker.make();
  t.teardown(() => {
    closeSync(read);
    closeSync(write);
  });
  const pid = await holding(t, write);
  t.equal(await untilRead(pid, 0), true, "nothing waits");
  writeSync(write, "bytes");
  t.equal(await untilRead(pid, 0), false);
  const seen = untilRead(pid, 20_000);
  readSync(read, Buffer.alloc(5));
  t.equal(await seen, true);
});

t.test("in a file nothing waits, and for who is gone neither", async (t) => {
  const file = openSync(join(temporaryDirectory(t), "file"), "a");
  t.teardown(() => closeSync(file));
  writeSync(file, "bytes");
  t.equal(await untilRead(await holding(t, file), 0), true);
  t.equal(await untilRead(2 ** 22 + 1, 0), true);
});
