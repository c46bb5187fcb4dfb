import t from "tap";
import { unrunOf } from "../../../../lib/reporters/html/page/unrun.ts";
import { sampleCase, skipped } from "../../fixtures/sample-case.ts";
import { sampleRun } from "../../fixtures/sample-run.ts";
import { browserPages, counted, needed } from "../fixtures/browser-pages.ts";

const run = sampleRun();
const opened = browserPages(t);
const REASON = "the kernel has no nfs module";

const cases = [
  sampleCase({ id: "ran", image: "node:20" }),
  skipped({ id: "old", image: "node:10" }, "node:10 needs Docker"),
  ...["node:20", "node:10"].map((image) => skipped({ id: `nfs ${image}`, test: "nfs", image }, REASON)),
];

t.test("a claim of which nothing ran is apart, with each of its reasons once", async (t) => {
  const { ran, columns, skipped } = unrunOf(cases);
  t.same(
    ran.map(({ id }) => id),
    ["ran", "old"],
  );
  t.same(
    columns.map(({ image }) => image),
    ["node:20"],
  );
  t.match(skipped, [{ test: "nfs", reasons: [REASON], first: "nfs node:20" }]);
});

t.test("it is one line, which opens by keys and gets the focus back", needed, async (t) => {
  const page = await opened(t, { data: { ...run, cases } });
  t.equal(await page.locator(".suite tbody tr").count(), 1);
  const line = page.locator(".unrun", { hasText: "nfs" });
  t.match(await line.textContent(), `nfs skipped: ${REASON}`);
  await line.getByRole("button").focus();
  await page.keyboard.press("Enter");
  t.match(await page.locator("aside h2:focus").textContent(), "nfs");
  await page.keyboard.press("Escape");
  await page.locator("aside").waitFor({ state: "detached" });
  t.equal(await page.locator(".unrun button:focus").count(), 1);
});

t.test("columns that ran nothing are counted, and shown where that is asked for", needed, async (t) => {
  const page = await opened(t, { data: { ...run, cases } });
  const note = page.locator(".unrun", { hasText: "columns" });
  t.match(await note.textContent(), "1 of 2 columns ran nothing. Show all");
  t.equal(await page.locator(".suite thead .heading").count(), 2);
  await note.getByRole("button").click();
  await page.locator(".cell.skip").first().waitFor();
  t.equal(await page.locator(".suite thead .heading").count(), 3);
  t.equal(await page.locator(".suite tbody tr").count(), 2);
  await counted(page, "4 of 4 cases");
});
