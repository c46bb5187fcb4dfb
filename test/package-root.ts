import { existsSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { packageRoot } from "../lib/package-root.ts";

t.test("it is the directory that everything else is found from", async (t) => {
  for (const name of ["package.json", "images/node/workloads", "lib", "suites"])
    t.ok(existsSync(join(packageRoot, name)), name);
});
