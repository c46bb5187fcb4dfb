import "../fixtures/plain-children.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync } from "node:fs";
import t from "tap";
import { PipeMaker } from "../../lib/host/pipes.ts";
import { untilBlocked } from "../../lib/observe/until-blocked.ts";
import type { Fate } from "../../lib/results/schema.ts";
import { startTerminal } from "../../lib/strategies/far-terminal.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { here } from "../strategies/fixtures/opened.ts";

/** A process that writes so many bytes into a pipe that nobody reads. */
async function writing(t: import("tap").Test, bytes: number) {
  const pipes = await PipeMaker.open();
  const pipe = await pipes.make();
  const child = spawn("head", ["-c", `${bytes}`, "/dev/zero"], { stdio: ["ignore", pipe.write, "ignore"] });
  const exited = once(child, "exit").then(([code]): Fate => ({ kind: "exit", code }));
  t.teardown(async () => {
    child.kill("SIGKILL");
    await exited;
    closeSync(pipe.read);
    closeSync(pipe.write);
    await pipes.close();
  });
  return { hostPid: child.pid as number, exited };
}

t.test("who writes more than a pipe holds is seen to wait", async (t) => {
  t.equal(await untilBlocked(await writing(t, 1_000_000), performance.now() + 20_000), true);
});

t.test("so is who writes more than a terminal holds, once nobody reads it", needs("perl"), async (t) => {
  const directory = temporaryDirectory(t);
  const held = await startTerminal("/dev/null", { namespace: here, directory });
  t.teardown(() => held.close());
  await held.terminal.pause();
  const child = spawn("sh", ["-c", 'exec head -c 1000000 /dev/zero >"$0"', held.source.path]);
  const exited = once(child, "exit").then(([code]): Fate => ({ kind: "exit", code }));
  t.teardown(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  t.equal(await untilBlocked({ hostPid: child.pid as number, exited }, performance.now() + 20_000), true);
});

t.test("who ends is not waited for", async (t) => {
  const began = performance.now();
  t.equal(await untilBlocked(await writing(t, 1_000), began + 60_000), false);
  t.ok(performance.now() - began < 30_000, "its deadline was not awaited");
});

t.test("who is gone does not wait", async (t) => {
  const never = new Promise<never>(() => {});
  t.equal(await untilBlocked({ hostPid: 2 ** 22 + 1, exited: never }, performance.now() + 100), false);
});

t.test("who does something else has half of the time", async (t) => {
  const child = spawn("sleep", ["60"], { stdio: "ignore" });
  t.teardown(() => child.kill("SIGKILL"));
  const never = new Promise<never>(() => {});
  const began = performance.now();
  t.equal(await untilBlocked({ hostPid: child.pid as number, exited: never }, began + 200), false);
  t.ok(performance.now() - began >= 99);
});

t.test("half of the time is until the middle between now and the deadline", async (t) => {
  const real = performance.now;
  t.teardown(() => {
    performance.now = real;
  });
  let now = 0;
  performance.now = () => ++now;
  const never = new Promise<never>(() => {});
  await untilBlocked({ hostPid: 2 ** 22 + 1, exited: never }, 9);
  t.equal(now, 5);
});

t.test("one thread that waits is enough", async (t) => {
  const pipes = await PipeMaker.open();
  const pipe = await pipes.make();
  const program = "require('node:fs').writeSync(1, Buffer.alloc(1_000_000))";
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", pipe.write, "ignore"] });
  const exited = once(child, "exit").then((): Fate => ({ kind: "signal", signal: "SIGKILL" }));
  t.teardown(async () => {
    child.kill("SIGKILL");
    await exited;
    closeSync(pipe.read);
    closeSync(pipe.write);
    await pipes.close();
  });
  const deadline = performance.now() + 40_000;
  t.equal(await untilBlocked({ hostPid: child.pid as number, exited }, deadline), true);
});
