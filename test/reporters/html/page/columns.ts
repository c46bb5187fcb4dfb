import t from "tap";
import { columnsOf, rowsOf } from "../../../../lib/reporters/html/page/columns.ts";
import { sampleCase } from "../../fixtures/sample-case.ts";

const results = [
  sampleCase({ runtime: "runc", strategy: "direct-file", image: "node:20" }),
  sampleCase({ runtime: "crun", strategy: "direct-file", image: "node:12" }),
  sampleCase({ runtime: "runc", strategy: "shim-pipe", image: "node:20" }),
  sampleCase({ runtime: "runc", strategy: "direct-file", image: "node:12", test: "code/1" }),
];

t.test("a column is a runtime with an image, in the order of the run, and none is empty", async (t) => {
  t.same(
    columnsOf(results).map(({ runtime, image }) => `${runtime} ${image}`),
    ["runc node:20", "runc node:12", "crun node:12"],
  );
});

t.test("a row has the cases of a test by their column", async (t) => {
  const [zero, one] = rowsOf(results);
  const [first, second, third] = columnsOf(results).map(({ key }) => key) as [string, string, string];
  t.match([zero?.test, one?.test], ["code/0", "code/1"]);
  t.same(zero?.cells.get(first), [results[0], results[2]]);
  t.same(zero?.cells.get(third), [results[1]]);
  t.same([...(one?.cells ?? [])], [[second, [results[3]]]]);
});
