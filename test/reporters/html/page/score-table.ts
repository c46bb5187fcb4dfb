import t from "tap";
import { skipped } from "../../fixtures/sample-case.ts";
import { sampleRun } from "../../fixtures/sample-run.ts";
import { browserPages, counted, needed } from "../fixtures/browser-pages.ts";

const run = sampleRun();
const opened = browserPages(t);

t.test("the score comes first, what died is red in it, and a cell leads to its cases", needed, async (t) => {
  const page = await opened(t);
  t.equal(await page.locator("header > *").nth(1).getAttribute("class"), "score");
  const outage = page.locator(".score tr", { hasText: "the log is deleted on its server" }).locator("button");
  t.match(await outage.first().getAttribute("title"), "PID 1: died, its bytes: ok, its status: ok · 7 cases");
  t.equal(await outage.first().locator("span").first().getAttribute("class"), "on-red bad");
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

t.test("what did not run is one line below the score", needed, async (t) => {
  const unrun = ["a", "b"].map((fault) => skipped({ id: fault, fault, test: fault }, "it cannot"));
  const page = await opened(t, { data: { ...run, cases: [...run.cases, ...unrun] } });
  t.equal(await page.locator(".score .not-run").textContent(), "Not run here: a; b.");
  t.notMatch(await page.locator(".score table").textContent(), "○");
});

t.test("harmed and unharmed are told apart without colour", needed, async (t) => {
  const page = await opened(t);
  const looks = await page.evaluate(() => {
    const look = (one: string) => {
      const style = getComputedStyle(document.querySelector(one) as Element);
      return [style.fontWeight, style.boxShadow === "none", style.borderLeftWidth];
    };
    return [".signs .bad", ".signs span:not(.bad)", ".cell.harmed", ".cell.held"].map(look);
  });
  t.same(looks, [
    ["700", false, "0px"],
    ["400", true, "0px"],
    ["400", true, "5px"],
    ["400", true, "1px"],
  ]);
});
