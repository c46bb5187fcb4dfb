import t from "tap";
import { markOf } from "../../../../lib/reporters/html/page/mark.ts";
import { anyFilter, matches, toggled } from "../../../../lib/reporters/html/page/selection.ts";
import { diedBy, sampleCase } from "../../fixtures/sample-case.ts";

const result = sampleCase({
  ...{ suite: "stale-log", test: "keep-writing", outcome: "hang · lost 0" },
  ...{ runtime: "runc", strategy: "shim-pipe" },
});
const harmed = sampleCase({ fault: "the log is deleted", harms: [diedBy("exit 127")] });
const flaky = sampleCase({
  attempts: [{ verdict: "broken", outcome: null, reason: "once", milliseconds: 1 }],
});

t.test("every word has to be somewhere", async (t) => {
  t.ok(matches(result, anyFilter));
  t.ok(matches(result, { ...anyFilter, text: "HANG stale-log/keep " }));
  t.notOk(matches(result, { ...anyFilter, text: "hang tmpfs" }));
});

t.test("a mark that is not asked for is not shown, and neither flaky nor harmed is held", async (t) => {
  t.same([markOf(result), markOf(flaky)], ["held", "flaky"]);
  t.ok(matches(result, { ...anyFilter, marks: new Set(["held", "broken"]) }));
  t.notOk(matches(result, { ...anyFilter, marks: new Set(["broken"]) }));
  t.notOk(matches(flaky, { ...anyFilter, marks: new Set(["held"]) }));
  t.notOk(matches(harmed, { ...anyFilter, marks: new Set(["held"]) }));
  t.ok(matches(harmed, { ...anyFilter, marks: new Set(["harmed"]), text: "died" }), "a harm is a word");
  t.notOk(matches(result, { ...anyFilter, text: "died" }));
});

t.test("runtimes and switches narrow", async (t) => {
  t.ok(
    matches(result, { ...anyFilter, runtimes: new Set(["runc", "crun"]), only: { strategy: "shim-pipe" } }),
  );
  t.notOk(matches(result, { ...anyFilter, runtimes: new Set(["crun"]) }));
  t.notOk(matches(result, { ...anyFilter, only: { strategy: "direct-file" } }));
});

t.test("a value is put into a set, and taken out again", async (t) => {
  const one = toggled(new Set<string>(), "a");
  t.same([...one], ["a"]);
  t.same([...toggled(one, "a")], []);
});

t.test("a fault narrows, and so does that there is none", async (t) => {
  const of = (fault: string | null) => [result, harmed].map((one) => matches(one, { ...anyFilter, fault }));
  t.same(
    [of("the log is deleted"), of(""), of(null)],
    [
      [false, true],
      [true, false],
      [true, true],
    ],
  );
});
