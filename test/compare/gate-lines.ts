import t from "tap";
import type { Gate } from "../../lib/compare/gate.ts";
import { gateLines } from "../../lib/compare/gate-lines.ts";
import { broken } from "./fixtures/runs.ts";

const nothing: Gate = {
  ...{ failing: [], violations: [], expected: 0, known: 0, flaky: 0, aside: 0 },
  allowed: { new: 0, gone: 0, skipped: 0 },
};
const lines = (over: Partial<Gate>, scripts = new Map<string, string>()) =>
  gateLines({ ...nothing, ...over }, scripts, (_style, text) => text);

t.test("a gate that was passed is one line, with what it let pass", async (t) => {
  t.same(lines({}), ["✔ gate passed"]);
  t.same(lines({ expected: 1, known: 2, flaky: 3, aside: 4 }), [
    "✔ gate passed: 1 expected, 2 known from the baseline, 3 flaky, 4 expectations that are not for this run",
  ]);
});

t.test("what fails it is named, with why and the script that does it by hand", async (t) => {
  const result = broken({ id: "exit-status/code/0 runc\u001b[2J" });
  const scripts = new Map([[result.id, "repro/it.sh"]]);
  t.same(
    lines(
      { failing: [{ result, why: "held → broken" }], violations: ["expectation 1 has expired"] },
      scripts,
    ),
    [
      "  ✘ exit-status/code/0 runc\\x1b[2J  exit 3 · lost 0  held → broken",
      "      by hand: repro/it.sh",
      "  ✘ expectation 1 has expired",
      "✘ gate failed: 1 worse or unexpected, 1 expectations that do not hold",
    ],
  );
});

t.test("how many cases each allowance let pass is said", async (t) => {
  t.same(lines({ allowed: { new: 1, gone: 2, skipped: 3 } }), [
    "✔ gate passed: 1 new and broken or harmed, let pass by --allow-new, 2 gone, let pass by --allow-gone, " +
      "3 now skipped, let pass by --allow-skipped",
  ]);
});
