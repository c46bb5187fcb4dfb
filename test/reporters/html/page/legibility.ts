import { AxeBuilder } from "@axe-core/playwright";
import t from "tap";
import { sampleRun } from "../../fixtures/sample-run.ts";
import { arrived, browserPages, needed } from "../fixtures/browser-pages.ts";

const run = sampleRun();
const opened = browserPages(t);

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
