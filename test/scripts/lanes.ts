import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import { lanes } from "../../scripts/tests/lanes.js";

t.test("each test is in one lane, and what stands beside them touches nothing of theirs", async (t) => {
  const [others = [], beside = []] = lanes() as string[][];
  t.equal(new Set([...others, ...beside]).size, others.length + beside.length);
  for (const file of ["test/commands/vm-run.ts", "test/filesystems/nfs.ts", "test/vm/qemu.ts"])
    t.ok(beside.includes(file), file);
  for (const file of ["test/commands/clean.ts", "test/mutants.ts", "test/scripts/lanes.ts"])
    t.ok(others.includes(file), file);
  for (const file of ["test/reporters/table.ts", "test/scripts/site.ts"]) t.ok(beside.includes(file), file);
  for (const file of others)
    t.notMatch(readFileSync(join(packageRoot, file), "utf8"), /placeWithKernels\(/, file);
});
