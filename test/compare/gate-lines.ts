import t from "tap";
import type { Gate } from "../../lib/compare/gate.ts";
import { gateLines } from "../../lib/compare/gate-lines.ts";
import { failed } from "./fixtures/runs.ts";

const nothing: Gate = {
  ...{ failing: [], violations: [], expected: 0, known: 0, unknown: [], flaky: 0, aside: 0 },
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
  const result = failed({ id: "exit-status/code/0 runc\u001b[2J" });
  const scripts = new Map([[result.id, "repro/it.sh"]]);
  t.same(
    lines({ failing: [{ result, why: "pass → fail" }], violations: ["expectation 1 has expired"] }, scripts),
    [
      "  ✘ exit-status/code/0 runc\\x1b[2J  exit 3 · lost 0 · PID 1 exits 0  pass → fail",
      "      by hand: repro/it.sh",
      "  ✘ expectation 1 has expired",
      "✘ gate failed: 1 worse or unexpected, 1 expectations that do not hold",
    ],
  );
});

t.test("what the baseline does not have is told, and passes", async (t) => {
  const [line, head] = lines({ unknown: [failed({ id: "new" })] });
  t.match(line, /^ {2}\+ new .* not in the baseline$/);
  t.equal(head, "✔ gate passed: 1 failing that the baseline does not have");
});
