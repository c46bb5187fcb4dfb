import "../../fixtures/plain-children.ts";
import { once } from "node:events";
import { closeSync, constants, openSync, readFileSync, read as readInto, writeSync } from "node:fs";
import { promisify } from "node:util";
import t, { type Test } from "tap";
import content from "../../../images/node/workloads/content.cjs";
import patterns from "../../../images/node/workloads/patterns.cjs";
import { CONTENTS } from "../../../lib/control/steps.ts";
import { PipeMaker } from "../../../lib/host/pipes.ts";
import { eventually } from "../../fixtures/eventually.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { acting, actors, actorsInC, did } from "./fixtures/acting.ts";

t.before(() => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

async function aPipe(t: Test) {
  const maker = await PipeMaker.open();
  t.teardown(() => maker.close());
  const { read, write } = await maker.make();
  let isRead = true;
  const closeReader = () => {
    if (isRead) closeSync(read);
    isRead = false;
  };
  t.teardown(() => {
    closeReader();
    closeSync(write);
  });
  return { read, write, closeReader };
}

async function read(fd: number, into: Buffer, at: number): Promise<number> {
  const { bytesRead } = await promisify(readInto)(fd, into, at, into.length - at, null);
  return bytesRead;
}

for (const { language, needed, command } of actors) {
  t.test(
    `${language}: what it writes is its stream's next bytes, and it tells what write(2) took`,
    needed,
    async (t) => {
      const { channel, log } = await acting(t, command);
      await did(channel, { do: "write", stream: "stdout", bytes: 100, chunk: 30 });
      await did(channel, { do: "write", stream: "stdout", bytes: 1_000_000, chunk: 77_777 });
      await did(channel, { do: "write", stream: "stderr", bytes: 64 });
      const all = { failed: {}, acked: 1_000_100, tried: 1_000_100, took: [[0, 1_000_100]] };
      const { streams } = channel.last("wrote") ?? {};
      t.same(streams, { stdout: all, stderr: { failed: {}, acked: 64, tried: 64, took: [[0, 64]] } });
      t.ok(readFileSync(log).equals(content.slice("stdout", 0, 1_000_100)), "byte by byte");
    },
  );

  t.test(
    `${language}: a stream may be made of something else than lines, all the time`,
    needed,
    async (t) => {
      for (const content of CONTENTS) {
        const { channel, log } = await acting(t, command);
        const step = { do: "write", stream: "stdout", content } as const;
        t.match(await did(channel, { ...step, bytes: 1_001, chunk: 100 }), { errno: 0 });
        t.match(await did(channel, { ...step, bytes: 100_000 }), { errno: 0 });
        t.match(channel.last("wrote")?.streams.stdout, { content, acked: 101_001 });
        t.ok(readFileSync(log).equals(patterns[content]("stdout", 0, 101_001)), content);
        t.match(await did(channel, { do: "write", stream: "stdout", bytes: 1 }), { errno: 22 }, "EINVAL");
      }
    },
  );

  t.test(`${language}: it takes what is on stdin, and compares it`, needed, async (t) => {
    const pipe = await aPipe(t);
    const { channel } = await acting(t, command, { stdin: pipe.read });
    writeSync(pipe.write, content.slice("stdin", 0, 1_000));
    const value = (bytes: number, exact: boolean) => ({ errno: 0, value: { bytes, exact, ended: false } });
    t.match(await did(channel, { do: "take", bytes: 301, piece: 77 }), value(301, true));
    t.match(await did(channel, { do: "take", bytes: 699, piece: 65_536 }), value(699, true));
    writeSync(pipe.write, content.slice("stdin", 0, 64));
    t.match(await did(channel, { do: "take", bytes: 64, piece: 64 }), value(64, false), "they come again");
  });

  t.test(`${language}: it writes its last words, and has gone`, needed, async (t) => {
    const { channel, log, child } = await acting(t, command);
    const exit = once(child, "exit");
    channel.tell({ do: "exit", code: 3, last: { stream: "stdout", bytes: 100_000 } });
    t.same(await exit, [3, null]);
    t.match(channel.last("wrote")?.streams.stdout, { acked: 100_000 });
    t.ok(readFileSync(log).equals(content.slice("stdout", 0, 100_000)));
  });

  t.test(`${language}: what is not taken is told by its errno, and not tried again`, needed, async (t) => {
    const pipe = await aPipe(t);
    const { channel } = await acting(t, command, { stdout: pipe.write });
    await did(channel, { do: "write", stream: "stdout", bytes: 128 });
    pipe.closeReader();
    t.match(await did(channel, { do: "write", stream: "stdout", bytes: 12, chunk: 5 }), { errno: 0 });
    const told = channel.last("wrote")?.streams.stdout;
    t.same(told, { acked: 128, tried: 140, took: [[0, 128]], failed: { 32: 3 } }, "EPIPE, and no SIGPIPE");
  });

  t.test(`${language}: a full pipe that does not block is waited for`, needed, async (t) => {
    const pipe = await aPipe(t);
    const stdout = openSync(`/proc/self/fd/${pipe.write}`, constants.O_WRONLY | constants.O_NONBLOCK);
    t.teardown(() => closeSync(stdout));
    const { channel } = await acting(t, command, { stdout });
    const written = did(channel, { do: "write", stream: "stdout", bytes: 500_000 });
    await eventually("a full pipe", () => (channel.last("wrote")?.streams.stdout?.acked ?? 0) >= 65_536);
    const whole = Buffer.alloc(500_000);
    for (let at = 0; at < whole.length; ) at += await read(pipe.read, whole, at);
    t.match(await written, { errno: 0 });
    t.match(channel.last("wrote")?.streams.stdout, { acked: 500_000, failed: {} });
    t.ok(whole.equals(content.slice("stdout", 0, 500_000)));
  });
}

// node opens /dev/null in their place.
for (const { language, needed, command } of actorsInC) {
  t.test(
    `${language}: where its stdio is closed, nothing of its own comes to stand there`,
    needed,
    async (t) => {
      const closed = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"];
      const { channel } = await acting(t, () => [...closed, ...command()]);
      t.match(channel.last("ready")?.streams, [
        { fd: 0, errno: 9 },
        { fd: 1, errno: 9 },
        { fd: 2, errno: 9 },
      ]);
      await did(channel, { do: "write", stream: "stdout", bytes: 64 });
      await did(channel, { do: "write", stream: "stderr", bytes: 64 });
      const none = { acked: 0, tried: 64, took: [], failed: { 9: 1 } };
      t.same(channel.last("wrote")?.streams, { stdout: none, stderr: none }, "EBADF");
      t.match(await did(channel, { do: "read", fd: 0, bytes: 1 }), { errno: 9 });
      t.match(await did(channel, { do: "open", path: "/dev/null", how: "read" }), { errno: 0, value: 0 });
    },
  );
}
