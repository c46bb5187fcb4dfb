import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import t, { type Test } from "tap";
import { findProgram } from "../../lib/host/programs.ts";
import { packageRoot } from "../../lib/package-root.ts";
import "../fixtures/plain-children.ts";
import { sitePages } from "../../scripts/site/pages.ts";
import type { SiteData } from "../../scripts/site/site.ts";
import { differing, siteFiles } from "../../scripts/site.js";
import { broken, held, runOf } from "../compare/fixtures/runs.ts";
import { needs } from "../requirement.ts";

const SITE = join(packageRoot, "reports/site");
t.setTimeout(300_000); // Six of pages in a browser, on a machine that may be busy.
const MOST_BYTES = 6_000_000; // Some 0.7 MB of it in git, which compresses every file.
const needed = needs("chromium");

/** One page of each kind. */
const KINDS = [
  "index.html",
  "runtimes/crun.html",
  "distributions/debian-13.html",
  "claims/wiring/closed-all.html",
];

/** One of each kind again, the smallest: axe takes a minute for a page of a hundred kilobytes. */
const SMALL = ["runtimes/unshare.html", "distributions/debian-sid.html", "claims/wiring/closed-all.html"];

t.test("the site is what the baselines give, and small", async (t) => {
  const files = (await siteFiles()) as Record<string, string>;
  t.same(differing(files, SITE), [], "run node scripts/site.js");
  const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  t.ok(bytes < MOST_BYTES, `${bytes} bytes`);
  for (const [path, text] of Object.entries(files)) if (path.endsWith(".json")) JSON.parse(text);
});

t.test("every link leads to a file, from a directory as from a host", async (t) => {
  for (const path of KINDS) {
    const text = readFileSync(join(SITE, path), "utf8");
    const links = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, url]) => url as string);
    const inside = links.filter((url) => !/^https:\/\//.test(url));
    const missing = inside.filter(
      (url) => !existsSync(normalize(join(SITE, dirname(path), decodeURIComponent(url)))),
    );
    t.same(missing, [], path);
    t.ok(inside.every((url) => !url.startsWith("/")));
  }
});

t.test("a distribution's page answers what is wrong with its crun, and where it is fixed", async (t) => {
  const { runtimes } = JSON.parse(readFileSync(join(SITE, "distributions/debian-13.json"), "utf8"));
  const crun = runtimes.find(({ runtime }: { runtime: string }) => runtime === "crun");
  const fault = (claim: string) => crun.faults.find((one: { claim: string }) => one.claim === claim);
  t.match(fault("rootfs/dev-link"), { state: "broken", fixedIn: "1.28" });
  t.match(fault("wiring/closed-all"), { state: "broken", fixedIn: null });
});

const evil = '<script>alert(1)</script>"\u001b[31m';

function siteOf(loops: number): SiteData {
  const run = runOf(
    broken({ claim: evil, reason: evil, outcome: evil, test: "code/0" }),
    held({ test: "code/1" }),
  );
  const head = { ...run.head, runtimes: { unshare: evil }, loops: { times: loops, flickering: [] } };
  return {
    releases: [
      {
        name: "one",
        title: "One",
        runs: [{ runtime: "unshare", path: "baselines/one/unshare.json", run: { ...run, head } }],
      },
    ],
    claims: new Map([["exit-status/code/0", { cites: [evil] }]]),
    reasonOf: () => ({ why: evil, source: "javascript:alert(1)" }),
    score: null,
  };
}

t.test("hostile text is text", async (t) => {
  for (const [path, text] of Object.entries(sitePages(siteOf(1)))) {
    if (!path.endsWith(".html")) continue;
    t.notMatch(text, /<script|href="javascript/, path);
    t.notOk(text.includes("\u001b"), path);
  }
});

t.test("every page of a runtime says how many loops stand behind it", async (t) => {
  t.match(
    sitePages(siteOf(1))["runtimes/unshare.html"],
    /Measured once; a baseline counts as stable after 100 identical loops/,
  );
  t.match(sitePages(siteOf(40))["runtimes/unshare.html"], /Measured 40 times; a baseline counts as stable/);
  t.match(sitePages(siteOf(100))["distributions/one.html"], /Stable: 100 identical loops/);
});

let browser: Browser;
t.before(async () => {
  if (needed.skip) return;
  browser = await chromium.launch({
    executablePath: findProgram("chromium") as string,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
});
t.teardown(() => browser?.close());

async function opened(t: Test, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, ...options });
  t.teardown(() => context.close());
  const page = await context.newPage();
  page.on("console", (message) => t.fail(`the page complained: ${message.text()}`));
  page.on("request", (request) => t.match(request.url(), /^file:/, "nothing is asked of a network"));
  await page.goto(`file://${join(SITE, path)}`);
  return page;
}

for (const colorScheme of ["light", "dark"] as const)
  t.test(`whoever cannot see it well can use it: ${colorScheme}`, needed, async (t) => {
    for (const path of colorScheme === "light" ? ["index.html", ...SMALL] : SMALL) {
      const page = await opened(t, path, { colorScheme });
      const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze();
      const told = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" ")}`,
      );
      t.same(told, [], path);
    }
  });

t.test(
  "in a narrow window tables scroll in their boxes, by keyboard too, and the page does not",
  needed,
  async (t) => {
    for (const path of KINDS) {
      const page = await opened(t, path, { viewport: { width: 400, height: 800 } });
      t.equal(await page.evaluate(() => document.documentElement.scrollWidth), 400, path);
    }
    const page = await opened(t, "runtimes/crun.html", { viewport: { width: 400, height: 800 } });
    const box = page.locator(".scroll").first();
    await box.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => (document.querySelector(".scroll")?.scrollLeft ?? 0) > 0);
    t.equal(await page.locator(".scroll:not([tabindex='0'])").count(), 0);
  },
);

t.test(
  "a reader comes from the front to a claim and to the raw run by keyboard and links alone",
  needed,
  async (t) => {
    const page = await opened(t, "index.html");
    await page.getByRole("link", { name: "crun", exact: true }).first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/runtimes\/crun\.html$/);
    t.match(
      await page.getByRole("link", { name: "JSON" }).first().getAttribute("href"),
      /baselines\/debian-11\/crun\.json$/,
    );
    await page.getByRole("link", { name: "wiring/closed-all" }).first().click();
    await page.waitForURL(/claims\/wiring\/closed-all\.html$/);
  },
);

t.test("paper has the whole of a table", needed, async (t) => {
  const page = await opened(t, "runtimes/crun.html");
  await page.emulateMedia({ media: "print" });
  t.equal(await page.locator("nav:visible").count(), 0);
  t.equal(
    await page
      .locator(".scroll")
      .first()
      .evaluate((one) => getComputedStyle(one).overflowX),
    "visible",
  );
});
