import { join } from "node:path";
import t from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import { remains } from "../fixtures/remains.ts";
import { needs } from "../requirement.ts";
import { placeWithKernels, vm } from "./fixtures/kernels.ts";

t.test(
  "runc and crun are taken along, and what stalefs says of NFS is true under them",
  needs(...vm, "runc", "crun"),
  async (t) => {
    const place = placeWithKernels(t);
    const out = join(place.directory, "report");
    const named = {
      runtime: ["runc", "crun"],
      filesystem: ["nfs3", "stalefs"],
      strategy: ["direct-file", "redirect"],
    };
    const words = Object.entries(named).flatMap(([name, values]) =>
      values.flatMap((one) => [`--${name}`, one]),
    );
    const { code, stderr } = await place.run(
      t,
      ...[
        "run",
        "--vm",
        "6.1",
        ...words,
        "stale-log/stdout-only",
        "stale-log/exit-after/natural",
        "--out",
        out,
      ],
    );
    t.equal(code, 0, stderr);
    const { cases } = await readRun(out);
    const outcomes = (filesystem: string) =>
      cases
        .filter((one) => one.filesystem === filesystem)
        .map(({ test, runtime, strategy, outcome }) => [test, runtime, strategy, outcome].join(" "));
    t.equal(outcomes("nfs3").length, 6);
    t.same(outcomes("nfs3"), outcomes("stalefs"));
    const redirected = cases.filter(({ strategy }) => strategy === "redirect");
    t.equal(redirected.length, 4);
    for (const { runtime, outcome } of redirected) t.match(outcome, / · stale-abort · lost 0$/, runtime);
    t.same(remains(place.temporary, []), []);
  },
);
