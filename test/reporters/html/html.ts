import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { compareRuns } from "../../../lib/compare/compare-runs.ts";
import { buildReport } from "../../../lib/reporters/html/build.js";
import { htmlOf } from "../../../lib/reporters/html/html.ts";
import { sampleRun } from "../fixtures/sample-run.ts";

const run = sampleRun();
const directory = t.testdir();
const template = join(directory, "report.html");

t.before(() => buildReport(template));

function dataIn(html: string): unknown {
  const data = /<script type="application\/json" id="run">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
  return JSON.parse(data);
}

t.test("the page holds the run, or the comparison", async (t) => {
  t.same(dataIn(htmlOf(run, template)), run);
  const comparison = compareRuns({ label: "a", ...run }, { label: "b", ...run });
  t.same(dataIn(htmlOf({ comparison }, template)), { comparison });
});

t.test("nothing in the data can leave its place", async (t) => {
  const html = htmlOf(run, template);
  t.equal(html.match(/<script/g)?.length, readFileSync(template, "utf8").match(/<script/g)?.length);
  t.equal(html.match(/<\/script>/g)?.length, 2);
  t.notMatch(html, "<script>alert(1)");
  t.notMatch(html, "\0");
});

t.test("the policy forbids every request, and the page makes none", async (t) => {
  const html = readFileSync(template, "utf8");
  t.match(
    html,
    /Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-/,
  );
  t.notMatch(html, /\b(src|href)="|url\(|@import/);
});

t.test("a template that was not built says what to do", async (t) => {
  t.throws(() => htmlOf(run, join(directory, "missing.html")), {
    code: "NO_TEMPLATE",
    message: "npm run build",
  });
});
