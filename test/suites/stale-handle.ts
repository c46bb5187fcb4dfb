import { join } from "node:path";
import t from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import { placeWithKernels, vm } from "../commands/fixtures/kernels.ts";
import { needs } from "../requirement.ts";

t.test(
  "stalefs answers every operation as NFSv3 does, however long attributes are cached",
  needs(...vm),
  async (t) => {
    const place = placeWithKernels(t);
    const out = join(place.directory, "report");
    const filesystems = ["stalefs", "nfs3", "nfs3+actimeo", "nfs3+cached"];
    const words = filesystems.flatMap((name) => ["--filesystem", name]);
    const { code, stderr } = await place.run(t, "run", "--vm", "6.1", ...words, "stale-handle", "--out", out);
    t.equal(code, 0, stderr);
    const { cases } = await readRun(out);
    const answers = (test: string) =>
      new Map(
        cases
          .filter((one) => one.test === test)
          .map((one) => [one.filesystem, one.observation?.answers ?? {}]),
      );
    const noticed = answers("operations");
    t.same([...noticed.keys()], filesystems);
    t.ok(Object.keys(noticed.get("nfs3") ?? {}).length > 8);
    for (const [filesystem, given] of noticed) t.same(given, noticed.get("nfs3"), filesystem);
    // While the client believes its attributes, nothing is refused that it need not ask for; close(2) has to.
    t.match(answers("operations-unnoticed").get("nfs3+cached"), {
      ...{ fstat: "ok", write: "ok", "close-after-write": "ESTALE", reopen: "ESTALE" },
    });
    t.match(stderr, /^What an open descriptor of the log answers\n {4,}stalefs +nfs3 .*\n {2}fstat +ESTALE/m);
  },
);
