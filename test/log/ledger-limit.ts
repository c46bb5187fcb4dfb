import { closeSync, openSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import content from "../../images/node/workloads/content.cjs";
import { ledgersOf } from "../../lib/log/ledger.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const size = 8 * content.LINE;
const own = content.slice("stdout", 0, size);
const writes = { acked: size, tried: size, failed: {}, took: [[0, size]] as [number, number][] };

t.test("what stands behind as much as is read is nobody's, and is told", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  writeFileSync(path, own);
  const fd = openSync(path, "r");
  t.teardown(() => closeSync(fd));
  const found = (most: number) =>
    ledgersOf([{ stream: "stdout", fd, isAside: false }], ["raw"], { stdout: writes }, most)[0];
  const whole = { acked: size, stored: size, lost: 0, foreign: 0 };
  for (const most of [size, size + 1]) t.match(found(most), whole);
  writeFileSync(path, Buffer.concat([own, Buffer.from("garbage")]));
  t.match(found(size), { stored: size + 7, lost: 0, foreign: 7 });
  const huge = 8 * 1024 ** 4;
  truncateSync(path, huge);
  t.match(found(size), { stored: huge, lost: 0, foreign: huge - size });
  t.match(found(size / 2), { lost: size / 2, foreign: huge - size / 2 });
});
