import "../fixtures/plain-children.ts";
import { spawnSync } from "node:child_process";
import { fstatSync, readSync } from "node:fs";
import t, { type Test } from "tap";
import { asCaller } from "../../lib/case/caller.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";
import { directFile } from "../../lib/strategies/direct-file.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import type { Stdio } from "../../lib/strategies/strategy.ts";
import { opened } from "../strategies/fixtures/opened.ts";

async function pipesOf(t: Test): Promise<PipeMaker> {
  const pipes = await PipeMaker.open();
  t.teardown(() => pipes.close());
  return pipes;
}

t.test("a caller that does nothing hands the strategy's wiring on", async (t) => {
  const { stdio } = await opened(t, directFile);
  const same = await asCaller(stdio, {}, await pipesOf(t));
  t.same(same.sources, stdio.sources);
  t.same(same.expected, stdio.expected);
  const alternative = { word: "relayed", expected: [{}, {}, {}] } as const;
  const kept: Stdio = await asCaller({ ...stdio, alternative }, {}, await pipesOf(t));
  t.equal(kept.alternative, alternative);
});

t.test("closed descriptors are left to the claim to judge", async (t) => {
  const { stdio } = await opened(t, directFile);
  const caller = await asCaller(stdio, { closed: [0] }, await pipesOf(t));
  t.same(caller.sources, [{ kind: "closed" }, ...stdio.sources.slice(1)]);
  t.same(caller.expected, [{}, ...stdio.expected.slice(1)]);
});

t.test("bytes wait on stdin, and then its end", async (t) => {
  const { stdio } = await opened(t, directFile);
  for (const size of [0, 1, 65_536]) {
    const caller = await asCaller(stdio, { stdin: size }, await pipesOf(t));
    const [source] = caller.sources;
    if (source.kind !== "descriptor") return t.fail("no descriptor");
    t.match(caller.expected[0], { kind: "pipe", target: `pipe:[${fstatSync(source.fd).ino}]` });
    const bytes = Buffer.alloc(100_000);
    t.equal(readSync(source.fd, bytes), size);
    t.equal(readSync(source.fd, bytes), 0);
    caller.passed();
    t.throws(() => fstatSync(source.fd), { code: "EBADF" });
    await caller.drained();
  }
});

t.test("what others do to the flags of the caller's descriptions is seen, and remembered", async (t) => {
  const { stdio } = await opened(t, shimPipe);
  const caller = await asCaller(stdio, { nonblock: true }, await pipesOf(t));
  const [out, err] = caller.sources.slice(1).map((source) => (source.kind === "descriptor" ? source.fd : -1));
  t.notHas(caller.expected[1], { nonblock: false });
  caller.passed();
  t.same(caller.nonblocking(), [true, true]);
  spawnSync("true", { stdio: ["ignore", out, "ignore", "ignore", err] }); // libuv clears it on fds 0–2 only.
  t.same(caller.nonblocking(), [false, true]);
  await caller.drained();
  t.same(caller.nonblocking(), [false, true], "also when they are closed");
});

t.test("a file cannot be made non-blocking", async (t) => {
  const { stdio } = await opened(t, directFile);
  await t.rejects(asCaller(stdio, { nonblock: true }, await pipesOf(t)), /only a wiring by descriptors/);
});
