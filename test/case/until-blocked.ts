import "../fixtures/plain-children.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync } from "node:fs";
import t from "tap";
import { untilBlocked } from "../../lib/case/until-blocked.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";
import type { Fate } from "../../lib/results/schema.ts";

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
