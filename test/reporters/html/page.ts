import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import t, { type Test } from "tap";
import { compareRuns } from "../../../lib/compare/compare-runs.ts";
import { findProgram } from "../../../lib/host/programs.ts";
import { buildReport } from "../../../lib/reporters/html/build.js";
import { htmlOf } from "../../../lib/reporters/html/html.ts";
import type { PageData } from "../../../lib/reporters/html/page-data.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { runWithUnaccepted, SENTENCE } from "../fixtures/fail-on.ts";
import { sampleCase } from "../fixtures/sample-case.ts";
import { sampleRun } from "../fixtures/sample-run.ts";

const needed = needs("chromium");
const run = sampleRun();
const directory = temporaryDirectory(t);
const template = join(directory, "report.html");
let browser: Browser;

t.before(async () => {
  await buildReport(template);
  if (needed.skip) return;
  browser = await chromium.launch({
    executablePath: findProgram("chromium") as string,
    args: "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(
      " ",
    ),
  });
});
t.teardown(() => browser?.close());

/** A page as a browser shows it; whatever it complains of fails the test. */
async function opened(
  t: Test,
  {
    data = run,
    fragment = "",
    ...options
  }: { data?: PageData; fragment?: string } & BrowserContextOptions = {},
): Promise<Page> {
  const file = join(directory, `${t.name.replace(/\W+/g, "-")}.html`);
  writeFileSync(file, htmlOf(data, template));
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  t.teardown(() => context.close());
  const page = await context.newPage();
  page.on("pageerror", (error) => t.fail(`the page broke: ${error.message}`));
  page.on("console", (message) => t.fail(`the page complained: ${message.text()}`));
  page.on("dialog", (dialog) => t.fail(`the page said: ${dialog.message()}`));
  page.on("request", (request) => t.match(request.url(), /^file:/, "nothing is asked of a network"));
  await page.goto(`file://${file}${fragment}`);
  await page.waitForSelector("main");
  return page;
}

const cells = (page: Page) => page.locator(".cell");

/** Resolves once the page says so: it draws some time after the key or the click that made it. */
const counted = (page: Page, text: string | RegExp) =>
  page.locator(".filters output").filter({ hasText: text }).waitFor();

/** How many there are once as many as are wanted have come. */
async function arrived(locator: Locator, wanted: number): Promise<number> {
  await locator.nth(wanted - 1).waitFor({ state: "attached" });
  return await locator.count();
}

/** What is far below the window is only made once it comes near. */
async function scrolledThrough(page: Page): Promise<void> {
  while ((await page.getByText(/^\d+ more (suites|tests) …$/).count()) > 0) {
    await page.keyboard.press("End");
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }
}

t.test("every case is in the matrix, and what a container wrote stays text", needed, async (t) => {
  const page = await opened(t);
  const ran = run.cases.filter(({ verdict }) => verdict !== "skip").length;
  await scrolledThrough(page);
  t.equal(await arrived(page.locator(".cell:not(.skip)"), ran), ran);
  await counted(page, `${run.cases.length} of ${run.cases.length} cases`);
  const hostile = run.cases.find(({ observation }) => observation?.said.includes("<script>"));
  await page.goto(`${page.url().split("#")[0]}#case=${encodeURIComponent(hostile?.id ?? "")}`);
  await page.reload();
  const details = page.locator("aside .details");
  t.match(await details.textContent(), "</script><script>alert(1)");
  t.match(await details.textContent(), "\\x1b[31mred\\x1b]0;title\\x07");
  t.notOk((await page.locator("#report").textContent())?.includes("\u202e"), "no text turns its direction");
  t.equal(await page.locator("aside script, aside img, aside iframe").count(), 0);
});

t.test("a case is opened, read and closed by keys alone", needed, async (t) => {
  const page = await opened(t);
  await page.keyboard.press("/");
  await page.locator("input[type=search]:focus").waitFor();
  await page.keyboard.type("keep-writing");
  const wanted = run.cases.filter(({ id }) => id.includes("keep-writing")).length;
  t.ok(wanted > 0 && wanted < run.cases.length);
  await counted(page, `${wanted} of `);
  await cells(page).first().focus();
  await page.keyboard.press("Enter");
  t.match(await page.locator("aside h2:focus").textContent(), "keep-writing", "its heading has the focus");
  await page.keyboard.press("Escape");
  await page.locator("aside").waitFor({ state: "detached" });
  await page.locator(".cell:focus").waitFor();
  await page.keyboard.press("ArrowDown");
  t.equal(await page.locator(".cell:focus").count(), 1);
});

t.test("switches and chips narrow what is shown, and the address leads there again", needed, async (t) => {
  const page = await opened(t);
  const wanted = run.cases.filter(
    ({ strategy, verdict }) => strategy === "direct-file" && verdict === "broken",
  );
  await page.getByRole("radio", { name: "direct-file" }).check({ force: true });
  await page.locator(".chip.broken").click();
  t.ok(wanted.length > 0);
  await counted(page, `${wanted.length} of ${run.cases.length} cases`);
  await cells(page).first().click();
  const before = await page.locator("aside h2").textContent();
  await page.reload();
  await counted(page, `${wanted.length} of ${run.cases.length} cases`);
  t.equal(await page.locator("aside h2").textContent(), before);
});

t.test("images stand side by side in one table; a flaky case has a sign of its own", needed, async (t) => {
  const attempts = [{ verdict: "broken" as const, outcome: "hang", reason: "once", milliseconds: 1 }];
  const cases = ["node:10", "node:12", "node:24"].map((image) =>
    sampleCase({ id: image, image, ...(image === "node:12" && { attempts }) }),
  );
  const page = await opened(t, { data: { ...run, cases } });
  t.same(await page.locator("thead .heading small").allTextContents(), ["node:10", "node:12", "node:24"]);
  t.match(await page.locator(".cell.flaky").textContent(), "↻");
  await page.locator(".cell.flaky").click();
  t.match(await page.locator("aside .tries").textContent(), "try 1: broken · hang · once");
});

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

for (const colorScheme of ["light", "dark"] as const) {
  t.test(`whoever cannot see it well can use it: ${colorScheme}`, needed, async (t) => {
    const failed = run.cases.find(({ verdict }) => verdict === "broken");
    const page = await opened(t, { colorScheme, fragment: `#case=${encodeURIComponent(failed?.id ?? "")}` });
    const { violations } = await new AxeBuilder({ page }).analyze();
    t.same(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" ")}`),
      [],
    );
  });
}

t.test(
  "a narrow window has no page that scrolls sideways, and paper has the failures whole",
  needed,
  async (t) => {
    const page = await opened(t, { viewport: { width: 400, height: 800 } });
    t.equal(await page.evaluate(() => document.documentElement.scrollWidth), 400);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const suites = new Set(run.cases.map(({ suite }) => suite)).size;
    t.equal(await arrived(page.locator(".suite"), suites), suites);
    const failures = run.cases.filter(({ verdict }) => verdict === "broken" || verdict === "error").length;
    t.equal(await page.locator(".paper .details:visible").count(), failures);
    t.equal(await page.locator(".filters:visible").count(), 0);
  },
);

t.test("the score comes first, what died is red in it, and a cell leads to its cases", needed, async (t) => {
  const page = await opened(t);
  t.equal(await page.locator("header > *").nth(1).getAttribute("class"), "score");
  const outage = page.locator(".score tr", { hasText: "the log is deleted on its server" }).locator("button");
  t.match(await outage.first().getAttribute("title"), "PID 1: died, its bytes: ok, its status: ok · 7 cases");
  t.equal(await outage.first().locator("span").first().getAttribute("class"), "on-red");
  t.equal(await outage.first().textContent(), "†✔✔");
  await outage.first().click();
  await counted(page, "7 of 67 cases");
  await page.reload();
  await counted(page, "7 of 67 cases");
  await page.getByRole("button", { name: "Show every fault again" }).click();
  await counted(page, `${run.cases.filter(({ strategy }) => strategy === "direct-file").length} of 67 cases`);
});

t.test("PID 1 that died is red in the matrix, and its case says what it cost", needed, async (t) => {
  const page = await opened(t);
  const dead = page.locator(".cell.harmed.deadly").first();
  t.match(await dead.textContent(), /exit 127 · stale-abort · lost 0 ▲ died$/);
  const [red, held] = await page.evaluate(() =>
    [".cell.deadly", ".cell.held"].map(
      (one) => getComputedStyle(document.querySelector(one) as Element).color,
    ),
  );
  t.match(red, /^rgb\(16\d, 14, 38\)$/);
  t.not(red, held);
  await dead.click();
  t.match(
    await page.locator("aside .details").textContent(),
    /recorded, harmed.*died: PID 1 ended by exit 127; it meant exit 0/,
  );
});

t.test("an assertion that does not hold says what was seen, then what was required", needed, async (t) => {
  const hang = run.cases.find(({ verdict, test }) => verdict === "broken" && test === "keep-writing");
  const page = await opened(t, { fragment: `#case=${encodeURIComponent(hang?.id ?? "")}` });
  t.match(
    await page.locator("aside .assertions li", { hasText: "✘" }).textContent(),
    /^✘hang: state S, wchan pipe_write, pipe 65536\/65536; required: PID 1 ends/,
  );
});
