import t from "tap";
import { compareRuns } from "../../lib/compare/compare-runs.ts";
import { comparisonMarkdown } from "../../lib/compare/comparison-markdown.ts";
import { failed, passed, runOf } from "./fixtures/runs.ts";

const textOf = (before: ReturnType<typeof runOf>, after: ReturnType<typeof runOf>) =>
  comparisonMarkdown(compareRuns({ label: "old", ...before }, { label: "new", ...after }));

t.test("the first line is the whole story, and the rows are the changes, the worst first", async (t) => {
  const text = textOf(
    runOf(passed(), failed({ test: "code/1" })),
    runOf(failed({ outcome: "exit 3 | `x`" }), passed({ test: "code/1" })),
  );
  t.match(text, /^### fd012: old → new: 1 worse, 1 better\n/);
  const rows = text.split("\n").filter((line) => /^\| [✘✔]/.test(line));
  t.same(rows.length, 2);
  t.equal(
    rows[0],
    "| ✘ worse | `exit-status/code/0  direct-file · local` | `pass · exit 0 · lost 0` | ``fail · exit 3 \\| `x` · PID 1 exits 0`` |",
  );
});

t.test("where nothing has changed it says so", async (t) => {
  t.match(textOf(runOf(passed()), runOf(passed())), /\n\nNothing has changed\.\n/);
});

t.test("it stays short, and counts the rest", async (t) => {
  const many = (make: typeof passed) =>
    runOf(...Array.from({ length: 250 }, (_, index) => make({ test: `code/${index}` })));
  const text = textOf(many(passed), many(failed));
  t.equal(text.match(/^\| ✘ worse /gm)?.length, 200);
  t.match(text, /\n… and 50 more\.\n$/);
});
