import t from "tap";
import { anyFilter, markOf, matches, toggled } from "../../../lib/reporters/html/page/selection.ts";
import { sampleCase } from "../fixtures/sample-run.ts";

const result = sampleCase({
  ...{ suite: "stale-log", test: "keep-writing", outcome: "hang · lost 0" },
  ...{ runtime: "runc", strategy: "shim-pipe" },
});
const flaky = sampleCase({ attempts: [{ verdict: "fail", outcome: null, reason: "once", milliseconds: 1 }] });

t.test("every word has to be somewhere", async (t) => {
  t.ok(matches(result, anyFilter));
  t.ok(matches(result, { ...anyFilter, text: "HANG stale-log/keep " }));
  t.notOk(matches(result, { ...anyFilter, text: "hang tmpfs" }));
});

t.test("a mark that is not asked for is not shown, and flaky is no pass", async (t) => {
  t.same([markOf(result), markOf(flaky)], ["pass", "flaky"]);
  t.ok(matches(result, { ...anyFilter, marks: new Set(["pass", "fail"]) }));
  t.notOk(matches(result, { ...anyFilter, marks: new Set(["fail"]) }));
  t.notOk(matches(flaky, { ...anyFilter, marks: new Set(["pass"]) }));
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
