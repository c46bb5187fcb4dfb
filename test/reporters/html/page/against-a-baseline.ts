import t from "tap";
import { compareRuns } from "../../../../lib/compare/compare-runs.ts";
import { runWithUnaccepted, SENTENCE } from "../../fixtures/fail-on.ts";
import { sampleRun } from "../../fixtures/sample-run.ts";
import { arrived, browserPages, counted, needed } from "../fixtures/browser-pages.ts";

const run = sampleRun();
const opened = browserPages(t);

t.test("two runs are compared, the worst first, with both cases", needed, async (t) => {
  const [first, ...rest] = run.cases.filter(({ verdict }) => verdict === "held");
  const after = {
    ...run,
    cases: [...rest, { ...first, verdict: "broken" as const, reason: "it failed" }],
  } as typeof run;
  const comparison = compareRuns({ label: "old", ...run }, { label: "new", ...after });
  const page = await opened(t, { data: { comparison } });
  t.match(await page.title(), "old → new");
  const worst = page.locator("details.change").first();
  t.match(await worst.textContent(), /worse.*held → broken/s);
  await worst.locator("summary").first().click();
  t.equal(await arrived(worst.locator(".details"), 2), 2);
  await page.getByRole("button", { name: /^same/ }).click();
  await counted(page, `${comparison.counts.same} of`);
});

t.test("a gate that failed names its cases, and leads to each", needed, async (t) => {
  const worse = run.cases.find(({ verdict }) => verdict === "broken")?.id as string;
  const gate = {
    passed: false,
    failing: [{ id: worse, why: "held → broken" }],
    violations: ["expectation 1 (bytes) has expired"],
    allowed: { new: 2, gone: 0, skipped: 0 },
  };
  const page = await opened(t, { data: { ...run, tail: { ...run.tail, gate } } });
  const notice = page.locator("header details.notice.broken");
  t.match(
    await notice.textContent(),
    /1 worse or unexpected, 1 expectations.*Allowed: 2 new.*held → broken.*has expired/,
  );
  await notice.getByRole("button").click();
  t.equal(await page.locator(".cell[aria-expanded=true]").count(), 1);
  const told = run.cases.find(({ id }) => id === worse);
  t.match(await page.locator("aside h2").textContent(), told?.test);
});

t.test("a gate that was passed says so", needed, async (t) => {
  const gate = { passed: true, failing: [], violations: [], allowed: { new: 0, gone: 0, skipped: 0 } };
  const page = await opened(t, { data: { ...run, tail: { ...run.tail, gate } } });
  t.match(await page.locator("header .notice.held").textContent(), /nothing is worse/);
});

t.test("what --fail-on does not accept is said", needed, async (t) => {
  const page = await opened(t, { data: runWithUnaccepted });
  t.equal(await page.locator("header p.notice.broken").textContent(), `${SENTENCE}.`);
});
