import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { npmImage } from "../../lib/images/npm-image.ts";
import { programOf } from "../../lib/matrix.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { suites } from "../../suites/index.ts";
import { Place } from "../fixtures/fd012.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

t.test("every workload of a claim about npm is a script", async (t) => {
  const { scripts } = JSON.parse(readFileSync(join(packageRoot, "images/npm/package.json"), "utf8"));
  const workloads = suites.flatMap(({ tests }) => tests).filter((test) => programOf(test) === "npm");
  t.ok(workloads.length > 0);
  for (const { workload } of workloads)
    t.equal(scripts[workload], `/usr/bin/node /workloads/${workload}.cjs`, workload);
});

t.test("it is the image of the machine's own node, with its npm in it", async (t) => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
  const image = npmImage();
  t.match(image, { name: /^npm:\d+\.\d+\.\d+$/, program: "npm", isNode: true });
  t.match(readFileSync(join(image.rootfs, "workloads/package.json"), "utf8"), "exit-natural");
  t.equal(npmImage().rootfs, image.rootfs);
});

t.test("npm is PID 1, and its script stands below it", needs("root", "fuse", "tracefs"), async (t) => {
  const place = new Place(t);
  const out = join(place.directory, "report");
  const words = [
    "--runtime",
    "unshare",
    "--filesystem",
    "stalefs",
    "--strategy",
    "shim-pipe",
    "--image",
    "npm",
    "--out",
    out,
  ];
  t.match(await place.run(t, "run", "stale-log/npm", ...words), { code: 0 });
  const { cases } = await readRun(out);
  t.match(cases, [{ image: "npm", outcome: "exit 0 · lost 0" }]);
});
