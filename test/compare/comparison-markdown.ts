import t from "tap";
import { compareRuns } from "../../lib/compare/compare-runs.ts";
import { comparisonMarkdown } from "../../lib/compare/comparison-markdown.ts";
import { broken, held, runOf } from "./fixtures/runs.ts";

const textOf = (before: ReturnType<typeof runOf>, after: ReturnType<typeof runOf>) =>
  comparisonMarkdown(compareRuns({ label: "old", ...before }, { label: "new", ...after }));

t.test("the first line is the whole story, and the rows are the changes, the worst first", async (t) => {
  const text = textOf(
    runOf(held(), broken({ test: "code/1" })),
    runOf(broken({ outcome: "exit 3 | `x`" }), held({ test: "code/1" })),
  );
  t.match(text, /^### fd012: old → new: 1 worse, 1 better\n/);
  const rows = text.split("\n").filter((line) => /^\| [✘✔]/.test(line));
  t.same(rows.length, 2);
  t.equal(
    rows[0],
    "| ✘ worse | `exit-status/code/0  direct-file · local` | `held · exit 0 · lost 0` | ``broken · exit 3 \\| `x` · exit 3; required: PID 1 ends by exit 0`` |",
  );
});

t.test("a fact that has changed stands out", async (t) => {
  const now = runOf(held());
  const newer = { ...now, head: { ...now.head, machine: { ...now.head.machine, kernel: "6.12.1" } } };
  const rows = textOf(now, newer).split("\n");
  t.ok(rows.includes("| kernel | 6.1.0-13-amd64 | **6.12.1** |"));
  t.ok(rows.includes("| architecture | x64 | x64 |"));
});

t.test("where nothing has changed it says so", async (t) => {
  t.match(textOf(runOf(held()), runOf(held())), /\n\nNothing has changed\.\n/);
});

t.test("it stays short, and counts the rest", async (t) => {
  const many = (make: typeof held) =>
    runOf(...Array.from({ length: 250 }, (_, index) => make({ test: `code/${index}` })));
  const text = textOf(many(held), many(broken));
  t.equal(text.match(/^\| ✘ worse /gm)?.length, 200);
  t.match(text, /\n… and 50 more\.\n$/);
});

t.test("what is shown to the last row has no rest", async (t) => {
  t.notMatch(textOf(runOf(held()), runOf(broken())), " more.");
});
