import "../fixtures/plain-children.ts";
import { once } from "node:events";
import { closeSync } from "node:fs";
import t, { type Test } from "tap";
import { FACTOR_VARIABLE } from "../../lib/host/deadlines.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";
import { identify, isAlive } from "../../lib/host/process.ts";
import type { Wiring } from "../../lib/results/schema.ts";
import { descriptor } from "../judge/fixtures/observation.ts";
import { LABEL, living, observed } from "./fixtures/observed.ts";

t.before(() => {
  process.env[FACTOR_VARIABLE] = "0.05"; // What never happens is awaited here.
});

const never = new Promise<never>(() => {});

/** The wiring of a PID 1 whose fd 1 is a pipe that this process has open too. */
async function piped(t: Test): Promise<{ wiring: Wiring; write: number }> {
  const pipes = await PipeMaker.open();
  const { read, write, inode } = await pipes.make();
  t.teardown(async () => {
    closeSync(read);
    closeSync(write);
    await pipes.close();
  });
  const target = `pipe:[${inode}]`;
  const streams = [
    descriptor(0, { kind: "null" }),
    descriptor(1, { kind: "pipe", target }),
    descriptor(2, { kind: "file", target }),
  ];
  return { wiring: { seenBy: "host", streams, above: [] }, write };
}

t.test("who holds PID 1's output open is named, and ended where it is of the case", async (t) => {
  const { wiring, write } = await piped(t);
  const holding = (label: string) =>
    living(t, "exec sleep 60", {
      stdio: ["ignore", write, "ignore"],
      env: { PATH: process.env.PATH, FD012_LABEL: label },
    });
  const [own, stranger] = [holding(LABEL), holding("/another")];
  const ended = once(own, "exit");
  const { observation, done } = await observed(living(t, "exec sleep 60"), {
    wiring,
    stdio: { drained: () => never },
  });
  const words = [own, stranger].map(({ pid }) => `(${pid}) holds the pipe of fd 1 open for writing`);
  t.same(
    observation.leftovers.map((one) => one.slice(one.indexOf("("))).sort(),
    words.sort(),
    "the suite itself is nobody to name",
  );
  t.same(done, ["undoFaults", "close"]);
  t.same(await ended, [null, "SIGKILL"]);
  const left = identify(stranger.pid as number);
  t.ok(left && isAlive(left), "a stranger is nobody's to end");
});

t.test("where nobody but the suite holds it, that is the suite's fault", async (t) => {
  const { wiring } = await piped(t);
  const child = living(t, "exec sleep 60");
  const stdio = { drained: () => never };
  await t.rejects(observed(child, { wiring, stdio }), { code: "DEADLINE", message: /the end of the shim/ });
  await t.rejects(observed(child, { stdio }), { code: "DEADLINE" }, "of a wiring that was not seen too");
});

t.test("a reader that fails is no holder, whoever holds the pipe", async (t) => {
  const { wiring, write } = await piped(t);
  living(t, "exec sleep 60", { stdio: ["ignore", write, "ignore"] });
  const stdio = { drained: () => Promise.reject(new Error("the reader failed")) };
  await t.rejects(observed(living(t, "exec sleep 60"), { wiring, stdio }), { message: "the reader failed" });
});
