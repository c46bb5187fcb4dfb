import "../fixtures/plain-children.ts";
import { closeSync, read } from "node:fs";
import { promisify } from "node:util";
import t, { type Test } from "tap";
import content from "../../images/node/workloads/content.cjs";
import { Feeder } from "../../lib/case/feeder.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";

async function fed(t: Test, size: number) {
  const maker = await PipeMaker.open();
  t.teardown(() => maker.close());
  const pipe = await maker.make();
  const feeder = new Feeder(pipe.write, size);
  t.teardown(() => feeder.close());
  return { feeder, read: pipe.read };
}

async function next(fd: number, most: number): Promise<Buffer> {
  const { bytesRead, buffer } = await promisify(read)(fd, Buffer.alloc(most), 0, most, null);
  return buffer.subarray(0, bytesRead);
}

t.test("it writes more than a pipe holds as it is read, and then comes the end", async (t) => {
  const size = 300_001;
  const { read } = await fed(t, size);
  t.teardown(() => closeSync(read));
  const parts: Buffer[] = [];
  for (let part = await next(read, 4_001); part.length > 0; part = await next(read, 4_001)) parts.push(part);
  t.ok(Buffer.concat(parts).equals(content.slice("stdin", 0, size)));
});

t.test("a reader that goes is nobody's failure", async (t) => {
  const { read, feeder } = await fed(t, 2 ** 20);
  await next(read, 10);
  closeSync(read);
  feeder.close();
});
