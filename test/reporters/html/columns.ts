import t from "tap";
import { columnsOf, runtimeSpans, strategySpans } from "../../../lib/reporters/html/page/columns.ts";
import { sampleCase } from "../fixtures/sample-run.ts";

const results = [
  sampleCase({ runtime: "runc", strategy: "direct-file", filesystem: "local" }),
  sampleCase({ runtime: "crun", strategy: "direct-file", filesystem: "stalefs" }),
  sampleCase({ runtime: "runc", strategy: "shim-pipe", filesystem: "stalefs" }),
  sampleCase({ runtime: "runc", strategy: "direct-file", filesystem: "stalefs" }),
];

t.test("columns are those that have a case, by runtime, strategy, filesystem", async (t) => {
  t.same(
    columnsOf(results).map((column) => Object.values(column).join(" ")),
    [
      "runc direct-file local",
      "runc direct-file stalefs",
      "runc shim-pipe stalefs",
      "crun direct-file stalefs",
    ],
  );
});

t.test("a strategy's heading ends with its runtime", async (t) => {
  const columns = columnsOf(results).filter(({ strategy }) => strategy === "direct-file");
  t.same(runtimeSpans(columns), [
    { name: "runc", columns: 2 },
    { name: "crun", columns: 1 },
  ]);
  t.same(strategySpans(columns), [
    { name: "direct-file", columns: 2 },
    { name: "direct-file", columns: 1 },
  ]);
});
