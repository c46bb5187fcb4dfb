import { closeSync, fstatSync, readFileSync, readlinkSync, readSync, writeSync } from "node:fs";
import t, { type Test } from "tap";
import { type Pipe, PipeMaker } from "../../lib/host/pipes.ts";

async function maker(t: Test): Promise<PipeMaker> {
  const pipes = await PipeMaker.open();
  t.teardown(() => pipes.close());
  return pipes;
}

function close(...descriptors: number[]): void {
  for (const fd of descriptors) closeSync(fd);
}

t.test("it is a pipe(2), whose two ends are one object", async (t) => {
  const { read, write, inode } = await (await maker(t)).make();
  t.teardown(() => close(read, write));
  t.ok(fstatSync(read).isFIFO() && fstatSync(write).isFIFO());
  for (const fd of [read, write]) t.equal(readlinkSync(`/proc/self/fd/${fd}`), `pipe:[${inode}]`);
});

t.test("what is written comes out, and the end is seen when the one writer closes", async (t) => {
  const { read, write } = await (await maker(t)).make();
  t.teardown(() => close(read));
  writeSync(write, "some bytes");
  close(write);
  const bytes = Buffer.alloc(100);
  t.equal(bytes.toString("utf8", 0, readSync(read, bytes)), "some bytes");
  t.equal(readSync(read, bytes), 0, "nobody else holds the writing end");
});

t.test("a writer learns by EPIPE that the one reader is gone", async (t) => {
  const pipes = await maker(t);
  const { read, write } = await pipes.make();
  t.teardown(() => close(write));
  await pipes.make().then((second) => close(second.read, second.write)); // By then the shell has let go of the first.
  close(read);
  t.throws(() => writeSync(write, "x"), { code: "EPIPE" });
});

t.test("neither end is non-blocking, and both are close-on-exec", async (t) => {
  const { read, write } = await (await maker(t)).make();
  t.teardown(() => close(read, write));
  for (const [fd, access] of [
    [read, 0],
    [write, 1],
  ] as const) {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "utf8"))?.[1];
    const value = Number.parseInt(flags as string, 8);
    t.equal(value & 0o4003, access, "O_NONBLOCK is off");
    t.equal(value & 0o2000000, 0o2000000, "O_CLOEXEC is on");
  }
});

t.test("many that are asked for at once, of two makers, are all different", async (t) => {
  const makers = [await maker(t), await maker(t)];
  const pipes: Pipe[] = await Promise.all(makers.flatMap((one) => [one.make(), one.make(), one.make()]));
  t.teardown(() => close(...pipes.flatMap(({ read, write }) => [read, write])));
  t.equal(new Set(pipes.map(({ inode }) => inode)).size, 6);
});
