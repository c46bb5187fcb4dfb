import "../fixtures/plain-children.ts";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, fstatSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { within } from "../../lib/host/deadline.ts";
import type { MountNamespace } from "../../lib/host/namespace.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";
import { untilBlocked } from "../../lib/observe/until-blocked.ts";
import type { Fate } from "../../lib/results/schema.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import type { LogPaths } from "../../lib/strategies/strategy.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { requiredOf, saysOf } from "./fixtures/required.ts";

const here: MountNamespace = { enter: [], reach: (path) => path, close: async () => {} };

async function opened(t: Test, name = "log") {
  const directory = temporaryDirectory(t);
  const log = { stdout: join(directory, `${name}.out`), stderr: join(directory, `${name}.err`) };
  const pipes = await PipeMaker.open();
  const stdio = await shimPipe.open(log, { namespace: here, pipes, directory });
  t.teardown(async () => {
    await stdio.close();
    await pipes.close();
  });
  const [out, err] = stdio.sources.slice(1).map((source) => (source.kind === "descriptor" ? source.fd : -1));
  return { log, stdio, out: out as number, err: err as number };
}

t.test("fds 1 and 2 are the writing ends of two pipes", async (t) => {
  const { stdio, out, err } = await opened(t);
  const target = (fd: number) => `pipe:[${fstatSync(fd).ino}]`;
  t.match(requiredOf(stdio), [
    { kind: "null" },
    { kind: "pipe", target: target(out), access: "write" },
    { kind: "pipe", target: target(err), access: "write" },
  ]);
  t.not(target(out), target(err));
  for (const fd of [1, 2])
    t.ok(saysOf(stdio).includes(`the other end of fd ${fd} is read by the suite's reader`));
});

t.test("what goes into each comes out in its own log, all of it, and appended", async (t) => {
  const { log, stdio, out, err } = await opened(t);
  writeFileSync(log.stdout, "before ");
  const much = "x".repeat(60_000);
  writeSync(out, "out");
  writeSync(err, much);
  await within(stdio.drained(), 5_000, "the drain");
  t.equal(readFileSync(log.stdout, "utf8"), "before out");
  t.equal(readFileSync(log.stderr, "utf8"), much);
});

t.test("the end is seen only when nobody holds the pipe any more", async (t) => {
  const { stdio, out } = await opened(t);
  const drained = stdio.drained();
  await within(drained, 5_000, "the drain");
  t.throws(() => fstatSync(out), { code: "EBADF" }, "the suite's own copies are closed");
});

t.test("when the log cannot be written the shim reads on and throws away, as conmon does", async (t) => {
  const { stdio, out } = await opened(t, "no/such/directory");
  for (let n = 0; n < 4; n++) writeSync(out, "x".repeat(65_536));
  await within(stdio.drained(), 5_000, "the drain");
});

/** As when PID 1 has written its first line: whoever reads is there. */
async function takes(log: LogPaths, out: number, err: number): Promise<void> {
  for (const [fd, path] of [
    [out, log.stdout],
    [err, log.stderr],
  ] as const) {
    writeSync(fd, "x");
    await eventually("the first byte", () => existsSync(path) && readFileSync(path).length === 1);
  }
}

t.test("once its end as a reader is told, nobody takes a byte any more", async (t) => {
  const { log, stdio, out, err } = await opened(t);
  await takes(log, out, err);
  await within(stdio.reader?.end() as Promise<void>, 5_000, "the end of the reader");
  for (const fd of [out, err]) t.throws(() => writeSync(fd, "x"), { code: "EPIPE" });
});

t.test(
  "a reader that is stopped takes no more than the pipe does, and the rest once it goes on",
  async (t) => {
    const { log, stdio, out, err } = await opened(t);
    await takes(log, out, err);
    const size = 262_144;
    stdio.reader?.stop();
    const writer = spawn("head", ["-c", `${size}`, "/dev/zero"], { stdio: ["ignore", out, "ignore"] });
    const exited = once(writer, "exit").then(([code]): Fate => ({ kind: "exit", code }));
    t.ok(await untilBlocked({ hostPid: writer.pid as number, exited }, performance.now() + 10_000));
    t.ok(readFileSync(log.stdout).length < size);
    stdio.reader?.goOn();
    t.same(await exited, { kind: "exit", code: 0 });
    await within(stdio.drained(), 5_000, "the drain");
    t.equal(readFileSync(log.stdout).length, 1 + size);
  },
);

t.test("it can be ended at any time, and twice", async (t) => {
  const { stdio } = await opened(t);
  await within(stdio.close(), 5_000, "the end");
  await within(stdio.close(), 5_000, "the end");
});

t.test("by hand a shell does the same", async (t) => {
  const directory = temporaryDirectory(t);
  const log = { stdout: join(directory, "it's out"), stderr: join(directory, "err") };
  const [, out, err] = shimPipe.sources(log);
  t.match(
    [out, err],
    [
      { kind: "descriptor", fd: 4 },
      { kind: "descriptor", fd: 5 },
    ],
  );
  const command = "sh -c 'echo to stdout; echo to stderr >&2' 1>&4 2>&5";
  execFileSync("sh", ["-c", shimPipe.script(command, log)]);
  t.same(
    [log.stdout, log.stderr].map((path) => readFileSync(path, "utf8")),
    ["to stdout\n", "to stderr\n"],
  );
});
