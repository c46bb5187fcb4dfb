import t from "tap";
import { compareRuns } from "../../lib/compare/compare-runs.ts";
import { comparisonLines } from "../../lib/compare/comparison-text.ts";
import type { Link } from "../../lib/results/schema.ts";
import { observation } from "../judge/fixtures/observation.ts";
import { broken, held, runOf } from "./fixtures/runs.ts";

const before = runOf(held(), held({ test: "code/1" }), held({ test: "old" }));
const link = (text: string, backing: Link["backing"]): Link => ({ name: "link", text, backing, seconds: 0 });
const links = [
  link("fstat(1) ESTALE", "observed"),
  link("node::ResetStdio", "inferred"),
  link("_exit(127)", "observed"),
];
const chain = observation({ evidence: { missing: null, trace: [], chain: links } });
const after = runOf(broken({ observation: chain }), held({ test: "code/1" }), held({ test: "new" }));
const lines = comparisonLines(
  compareRuns({ label: "old", ...before }, { label: "new\u202e", ...after, isCut: true }),
  (_style, text) => text,
);

t.test("both sides and their versions stand at the top, what makes them hard to compare below", async (t) => {
  t.equal(lines[0], "old → new\\u{202e}");
  t.ok(lines.some((line) => /^ {2}unshare +1\.1\.5/.test(line)));
  t.ok(lines.some((line) => /^ {2}! .* was interrupted/.test(line)));
  t.ok(lines.includes("  kernel         6.1.0-13-amd64"), "what is the same is said once");
  const newer = { ...after.head, machine: { ...after.head.machine, kernel: "6.12.1", libc: "" } };
  const other = comparisonLines(
    compareRuns({ label: "old", ...before }, { label: "new", ...after, head: newer }),
    (_style, text) => text,
  );
  t.ok(other.includes("  kernel         6.1.0-13-amd64 → 6.12.1"));
  t.ok(other.includes("  libc           glibc 2.36 → —"));
});

t.test("the worst comes first, with both outcomes and the chain; what is the same is counted", async (t) => {
  const cases = lines.slice(lines.indexOf("") + 1);
  t.match(cases[0], /^✘ exit-status\/code\/0 .* worse: held → broken$/);
  t.match(cases[1], /^ {4}before held · exit 0 · lost 0$/);
  t.match(cases[2], /^ {4}after {2}broken · exit 3 · lost 0 · exit 3; required: PID 1 ends by exit 0$/);
  t.match(cases[3], /^ {11}fstat\(1\) ESTALE → node::ResetStdio \(inferred\) → /);
  t.same(
    cases.filter((line) => /^[^ ]/.test(line)).map((line) => line.charAt(0)),
    ["✘", "−", "+", "1"],
  );
  t.equal(cases.at(-1), "1 worse, 1 gone, 1 new, 1 same");
});

t.test("a long chain is broken so that no line is longer than 100 columns", async (t) => {
  const many = Array.from({ length: 30 }, (_, index) => link(`link ${index}`, "observed"));
  const long = broken({ observation: observation({ evidence: { missing: null, trace: [], chain: many } }) });
  const told = comparisonLines(
    compareRuns({ label: "old", ...runOf(held()) }, { label: "new", ...runOf(long) }),
    (_style, text) => text,
  ).filter((line) => line.includes("link "));
  t.ok(told.length > 1);
  t.same(
    told.filter((line) => line.length > 100),
    [],
  );
});
