import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { report } from "./measure.js";
import { suite } from "./suite.js";

const CASES = 5_000;
const CHROMIUM = "/usr/bin/chromium";

/** The report of 5,000 cases in a browser: from the address to the matrix on the screen. */
export async function bench(rounds, scratch) {
  if (!existsSync(CHROMIUM)) {
    process.stdout.write("page: not measured, there is no chromium on this machine\n");
    return;
  }
  suite("unshare", 2, scratch)();
  const run = JSON.parse(readFileSync(join(scratch, "report", "run.json"), "utf8"));
  const ran = run.cases.filter(({ verdict }) => verdict !== "skip");
  const cases = Array.from({ length: CASES }, (_, index) => {
    const { test, id, runtime, ...rest } = ran[index % ran.length];
    const round = Math.floor(index / ran.length);
    return { ...rest, test: `${test}-${round}`, runtime: `${runtime}-${index % 10}`, id: `${id} #${index}` };
  });
  const file = join(scratch, "page.html");
  mkdirSync(scratch, { recursive: true });
  const [before, after] = readFileSync("dist/report.html", "utf8").split('id="run"></script>');
  const data = JSON.stringify({ ...run, cases }).replaceAll("<", "\\u003c");
  writeFileSync(file, `${before}id="run">${data}</script>${after}`);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(`file://${file}`);
    await page.waitForSelector(".cell");
    times.push(
      await page.evaluate(
        () =>
          new Promise((resolve) =>
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() / 1000))),
          ),
      ),
    );
    await page.close();
  }
  await browser.close();
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
  report(
    `the page of ${CASES} cases opens, s`,
    median,
    "≤",
    2,
    `${(data.length / 1e6).toFixed(0)} MB of data`,
  );
}
