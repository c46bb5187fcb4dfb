import t from "tap";
import { anyFilter, matches } from "../../../lib/reporters/html/page/selection.ts";
import { sampleCase } from "../fixtures/sample-run.ts";

const result = sampleCase({ suite: "stale-log", test: "keep-writing", outcome: "hang · lost 0" });

t.test("every word has to be somewhere", async (t) => {
  t.ok(matches(result, anyFilter));
  t.ok(matches(result, { ...anyFilter, text: "HANG stale-log/keep " }));
  t.notOk(matches(result, { ...anyFilter, text: "hang tmpfs" }));
});

t.test("a verdict that is not asked for is not shown", async (t) => {
  t.ok(matches(result, { ...anyFilter, verdicts: new Set(["pass", "fail"]) }));
  t.notOk(matches(result, { ...anyFilter, verdicts: new Set(["fail"]) }));
});
