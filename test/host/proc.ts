import { writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { nameOf, pidsOf, textOf } from "../../lib/host/proc.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("what a file holds, and nothing of one that is not there", async (t) => {
  const file = join(temporaryDirectory(t), "file");
  writeFileSync(file, Buffer.from([0xe9]));
  t.equal(textOf(file, "latin1"), "é");
  t.equal(textOf(file), "\ufffd");
  t.equal(textOf(`${file}/none`), "");
  for (const size of [65_535, 65_536, 200_000]) {
    writeFileSync(file, "x".repeat(size - 1).concat("."));
    t.equal(textOf(file).length, size);
    t.equal(textOf(file).at(-1), ".");
  }
});

t.test("of a process its name and its pids, and nothing of one that has gone", async (t) => {
  t.equal(nameOf(process.pid), textOf("/proc/self/comm").slice(0, -1));
  t.equal(pidsOf(process.pid)[0], process.pid);
  t.same([nameOf(2 ** 30), pidsOf(2 ** 30)], ["", []]);
});
