import "../fixtures/plain-children.ts";
import { spawnSync } from "node:child_process";
import { fstatSync, readFileSync, readlinkSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { asCaller, type CallersTools, processOf } from "../../lib/case/caller.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";
import type { HostSide } from "../../lib/observe/host-side.ts";
import { directFile } from "../../lib/strategies/direct-file.ts";
import { oneTerminal } from "../../lib/strategies/one-terminal.ts";
import { nothingOfTheHosts } from "../../lib/strategies/rules.ts";
import { relayed } from "../../lib/strategies/runtime-pipes.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import type { Stdio } from "../../lib/strategies/strategy.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { opened } from "../strategies/fixtures/opened.ts";
import { requiredOf, saysOf } from "../strategies/fixtures/required.ts";

const isRoot = process.getuid?.() === 0;

function pathOf({ sources }: Stdio, fd: number): string {
  const source = sources[fd];
  return source?.kind === "file" ? source.path : "";
}

async function toolsOf(t: Test): Promise<CallersTools> {
  const pipes = await PipeMaker.open();
  t.teardown(() => pipes.close());
  return { pipes, path: join(temporaryDirectory(t), "case-1"), reach: (path) => path, give() {} };
}

t.test("a caller that does nothing hands the strategy's wiring on", async (t) => {
  const { stdio } = await opened(t, directFile);
  const same = await asCaller(stdio, {}, await toolsOf(t));
  t.same(same.sources, stdio.sources);
  t.equal(same.accepts, stdio.accepts);
});

t.test("where one was closed, nothing of the host's may be, whatever else is taken for honest", async (t) => {
  const { stdio } = await opened(t, directFile);
  const accepts = [...stdio.accepts, relayed] as const;
  const caller = await asCaller({ ...stdio, accepts }, { closed: [0] }, await toolsOf(t));
  t.same(caller.sources, [{ kind: "closed" }, ...stdio.sources.slice(1)]);
  const nothing = nothingOfTheHosts(0).says;
  for (const [index, { word, rules }] of caller.accepts.entries()) {
    t.equal(word, accepts[index]?.word);
    const before = accepts[index]?.rules.filter(({ about }) => !about.includes(0)) ?? [];
    t.ok(before.length > 2, "what is said of the others is as it was");
    t.same(
      rules.map(({ says }) => says),
      [...before.map(({ says }) => says), nothing],
    );
  }
});

t.test("/dev/null as the caller's fd 0 is PID 1's too, but where PID 1 has a terminal", async (t) => {
  const { stdio } = await opened(t, directFile);
  const caller = await asCaller(stdio, { stdin: "null" }, await toolsOf(t));
  t.match(caller.sources[0], { kind: "null" });
  t.match(requiredOf(caller)[0], { kind: "null", reads: true });
  const terminal = { kind: "terminal", path: "/dev/pts/1", console: "" } as const;
  const accepts = [{ word: null, rules: oneTerminal }] as const;
  const relaying = { ...stdio, accepts, sources: [terminal, stdio.sources[1], terminal] as const };
  const other = await asCaller(relaying, { stdin: "null" }, await toolsOf(t));
  t.match(other.sources, [{ kind: "null" }, {}, { kind: "terminal" }]);
  t.match(requiredOf(other)[0], { kind: "pty" });
});

t.test(
  "a caller that opens the log hands on descriptors of its files, of which nothing is said",
  async (t) => {
    const { stdio } = await opened(t, directFile);
    const caller = await asCaller(stdio, { opens: true }, await toolsOf(t));
    t.match(caller.sources, [{ kind: "null" }, { kind: "descriptor" }, { kind: "descriptor" }]);
    for (const [fd, source] of caller.sources.entries())
      if (source.kind === "descriptor")
        t.equal(readlinkSync(`/proc/self/fd/${source.fd}`), pathOf(stdio, fd));
    t.same(
      caller.accepts[0].rules.map(({ about }) => about),
      [[0]],
    );
    await caller.close();
  },
);

t.test("a caller that looks back counts what is left in its pipe, whenever it is asked", async (t) => {
  const { stdio } = await opened(t, directFile);
  const caller = await asCaller(stdio, { stdin: 1_000, looksBack: true }, await toolsOf(t));
  const [stdin] = caller.sources;
  t.equal(stdin.kind, "descriptor");
  if (stdin.kind === "descriptor") readSync(stdin.fd, Buffer.alloc(300), 0, 300, null);
  t.equal(caller.left(), 700);
  t.equal(caller.left(), 700, "it is told again, though it is gone");
  await caller.close();
  t.equal(caller.left(), 700);
  const other = await asCaller(stdio, { stdin: 1_000 }, await toolsOf(t));
  t.equal(other.left(), null, "one that does not look knows nothing");
  await other.close();
});

t.test("bytes wait on stdin, and then its end", async (t) => {
  const { stdio } = await opened(t, directFile);
  for (const size of [0, 1, 65_536]) {
    const caller = await asCaller(stdio, { stdin: size }, await toolsOf(t));
    const [source] = caller.sources;
    if (source.kind !== "descriptor") return t.fail("no descriptor");
    t.match(requiredOf(caller)[0], { kind: "pipe", target: `pipe:[${fstatSync(source.fd).ino}]` });
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
  const caller = await asCaller(stdio, { nonblock: true }, await toolsOf(t));
  const [out, err] = caller.sources.slice(1).map((source) => (source.kind === "descriptor" ? source.fd : -1));
  for (const fd of [1, 2]) {
    const required = { kind: "pipe", access: "write", append: false };
    t.match(requiredOf(caller)[fd], required, "what else is required stays");
    t.notHas(requiredOf(caller)[fd], { nonblock: false });
  }
  t.equal(saysOf(caller).length, saysOf(stdio).length);
  caller.passed();
  t.same(nonblocking(caller.look()), [true, true]);
  spawnSync("true", { stdio: ["ignore", out, "ignore", "ignore", err] }); // libuv clears it on fds 0–2 only.
  t.same(nonblocking(caller.look()), [false, true]);
  await caller.drained();
  t.same(nonblocking(caller.look()), [false, true], "also when they are closed");
});

t.test("a file cannot be made non-blocking", async (t) => {
  const { stdio } = await opened(t, directFile);
  await t.rejects(asCaller(stdio, { nonblock: true }, await toolsOf(t)), /only a wiring by descriptors/);
});

t.test("a file on stdin stands at its beginning, and whoever reads of it is seen", async (t) => {
  const { stdio } = await opened(t, directFile);
  const caller = await asCaller(stdio, { stdinFile: 100 }, await toolsOf(t));
  const [source] = caller.sources;
  if (source.kind !== "descriptor") return t.fail("no descriptor");
  t.match(caller.before, [{ fd: 0, position: 0 }]);
  spawnSync("head", ["-c", "10"], { stdio: [source.fd, "ignore", "ignore"] });
  t.ok((caller.look()[0]?.position ?? 0) > 0, "it is the same description");
  await caller.close();
});

t.test("a caller keeps the logs open for appending, and gives them away", async (t) => {
  const { stdio } = await opened(t, directFile);
  const owned = { uid: 12, gid: 34, mode: 0o640 };
  const caller = await asCaller(stdio, { holds: true, ...(isRoot && { owned }) }, await toolsOf(t));
  t.same(saysOf(caller), saysOf(stdio), "it must be what it must be otherwise");
  const rest = isRoot ? { owner: "12:34", mode: "0640" } : {};
  t.match(caller.before, [
    { fd: 1, append: true, nonblock: false, ...rest },
    { fd: 2, append: true, ...rest },
  ]);
  await caller.drained();
  t.same(caller.look(), caller.before, "also when they are closed");
});

t.test("pipes are held by a description of the caller's own", async (t) => {
  const { stdio } = await opened(t, shimPipe);
  const caller = await asCaller(stdio, { holds: true }, await toolsOf(t));
  t.same(
    caller.look().map(({ fd }) => fd),
    [1, 2],
  );
  caller.passed();
  await caller.drained();
});

t.test("descriptors above 2 are files of the case's own", async (t) => {
  const { stdio } = await opened(t, directFile);
  const tools = await toolsOf(t);
  const caller = await asCaller(stdio, { above: 2 }, tools);
  t.same(
    caller.above.map((fd) => readFileSync(`/proc/self/fd/${fd}`, "utf8")),
    ["above 3\n", "above 4\n"],
  );
  await caller.close();
});

t.test("a device is what /dev/null is", { skip: !isRoot && "only root makes device nodes" }, async (t) => {
  const { stdio } = await opened(t, directFile);
  const caller = await asCaller(stdio, { device: true }, await toolsOf(t));
  const [source] = caller.sources;
  t.match(source.kind === "descriptor" && fstatSync(source.fd).rdev, 0x103);
  await caller.close();
});

t.test("fd 1 leads to a device that is full, which is the case's own where one can be made", async (t) => {
  const { stdio } = await opened(t, directFile);
  const caller = await asCaller(stdio, { stdout: "/dev/full", holds: true }, await toolsOf(t));
  const [, source] = caller.sources;
  const path = source?.kind === "file" ? source.path : "";
  t.match(
    requiredOf(caller).find((one) => one?.target === path),
    { kind: "device", access: "write" },
  );
  t.equal(path === "/dev/full", !isRoot, "a runtime may change its mode");
  t.equal(statSync(path).rdev, 0x107);
  t.same(
    caller.look().map(({ fd }) => fd),
    [2],
    "the suite keeps nothing of it",
  );
  await caller.close();
});

t.test("what its process is goes to whoever starts the runtime", async (t) => {
  t.equal(processOf({ holds: true }, "/run"), undefined);
  t.same(processOf({ above: 2 }, "/run"), { above: 2 });
  t.same(processOf({ process: { umask: "027", elsewhere: true } }, "/run"), {
    umask: "027",
    directory: "/run",
  });
});

const nonblocking = (seen: readonly HostSide[]) => seen.map(({ nonblock }) => nonblock);
