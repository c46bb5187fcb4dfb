import "../fixtures/plain-children.ts";
import { execFileSync } from "node:child_process";
import { fstatSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { within } from "../../lib/host/deadline.ts";
import type { MountNamespace } from "../../lib/host/namespace.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

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
  t.match(stdio.expected, [
    { kind: "null" },
    { kind: "pipe", target: target(out), access: "write" },
    { kind: "pipe", target: target(err), access: "write" },
  ]);
  t.not(target(out), target(err));
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
