import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import t from "tap";
import { findProgram } from "../../../lib/host/programs.ts";
import { packageRoot } from "../../../lib/package-root.ts";
import { needs } from "../../requirement.ts";

const needed = needs("chromium");
const picture = readFileSync(join(packageRoot, "reports/score.svg"), "utf8");
const directory = t.testdir({ "score.svg": picture });
let browser: Browser;

t.before(async () => {
  if (needed.skip) return;
  const args = ["--no-sandbox", "--disable-gpu"];
  browser = await chromium.launch({ executablePath: findProgram("chromium") as string, args });
});
t.teardown(() => browser?.close());

async function opened(html: string, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const file = join(directory, "page.html");
  writeFileSync(file, html);
  const page = await browser.newPage({ colorScheme, viewport: { width: 850, height: 900 } });
  await page.goto(`file://${file}`);
  return page;
}

t.test("no text is cut, and none lies over another or over a sign", needed, async (t) => {
  const page = await opened(picture);
  const clashes = await page.evaluate(() => {
    const { width, height } = (document.querySelector("svg") as SVGSVGElement).viewBox.baseVal;
    const boxes = Array.from(document.querySelectorAll("text, use")).map((one) => ({
      isText: one.tagName === "text",
      name: one.textContent || one.getAttribute("href"),
      box: (one as SVGGraphicsElement).getBBox(),
    }));
    const outside = boxes.filter(
      ({ box }) => box.x < 0 || box.x + box.width > width || box.y + box.height > height,
    );
    // A line's box is higher than its letters.
    const isOver = (a: DOMRect, b: DOMRect) =>
      a.x < b.x + b.width && b.x < a.x + a.width && a.y + 3 < b.y + b.height && b.y + 3 < a.y + a.height;
    const over = boxes.filter(
      ({ isText, box }) => isText && boxes.some((two) => two.box !== box && isOver(box, two.box)),
    );
    return [...outside, ...over].map(({ name }) => name);
  });
  t.same(clashes, []);
  t.ok((await page.locator("text").count()) > 40);
});

t.test("as an image of a page it takes the page's colours", needed, async (t) => {
  const pixels = async (scheme: "light" | "dark") => {
    const page = await opened('<img src="score.svg" width="830" alt="">', scheme);
    await page.locator("img").evaluate((one) => (one as HTMLImageElement).decode());
    return await page.locator("img").screenshot({ omitBackground: true });
  };
  const [light, dark] = [await pixels("light"), await pixels("dark")];
  t.notOk(light.equals(dark));
});
