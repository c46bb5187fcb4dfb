import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import { lanes } from "../../scripts/tests/lanes.js";

t.test("each test is in one lane, and those of virtual machines stand apart", async (t) => {
  const [others = [], machines = []] = lanes() as string[][];
  t.equal(new Set([...others, ...machines]).size, others.length + machines.length);
  for (const file of ["test/commands/vm-run.ts", "test/filesystems/nfs.ts", "test/vm/qemu.ts"])
    t.ok(machines.includes(file), file);
  for (const file of ["test/commands/clean.ts", "test/mutants.ts", "test/scripts/lanes.ts"])
    t.ok(others.includes(file), file);
  for (const file of others)
    t.notMatch(readFileSync(join(packageRoot, file), "utf8"), /placeWithKernels\(/, file);
});
