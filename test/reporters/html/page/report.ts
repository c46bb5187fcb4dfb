import t from "tap";
import { sampleCase } from "../../fixtures/sample-case.ts";
import { sampleRun } from "../../fixtures/sample-run.ts";
import { arrived, browserPages, cells, counted, needed, scrolledThrough } from "../fixtures/browser-pages.ts";

const run = sampleRun();
const opened = browserPages(t);

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

t.test("what was executed in a container stands under its name", needed, async (t) => {
  const plain = sampleCase({ id: "exec" });
  const others = plain.observation ? [{ name: "exec-1", observation: plain.observation }] : [];
  const page = await opened(t, { data: { ...run, cases: [{ ...plain, others }] } });
  await cells(page).first().click();
  const titles = await page.locator("aside h3").allTextContents();
  for (const title of [
    "Wiring of PID 1",
    "Wiring of exec-1",
    "Fate",
    "Fate of exec-1",
    "Ledger of exec-1, in bytes",
  ])
    t.ok(titles.includes(title), `${title}: ${titles.join(", ")}`);
});

t.test("the wiring says who has the other end of a pipe", needed, async (t) => {
  const plain = sampleCase({ strategy: "shim-pipe" });
  const held = [
    { pid: 12, name: "crun", access: "write" as const, of: "runtime" as const },
    { pid: 11, name: "tee", access: "read" as const, of: "reader" as const },
  ];
  const streams = plain.observation?.wiring?.streams.map((one) =>
    one.kind === "pipe" ? { ...one, holders: one.fd === 1 ? held : [] } : one,
  );
  const { observation } = plain;
  const wiring = { streams: streams ?? [], above: [] };
  const one = { ...plain, observation: observation && { ...observation, wiring } };
  const page = await opened(t, {
    data: { ...run, cases: [one] },
    fragment: `#case=${encodeURIComponent(one.id)}`,
  });
  t.same(await page.locator(".wiring .holders").allTextContents(), [
    "read by tee (pid 11), written by crun (pid 12)",
    "nobody has the other end",
  ]);
  t.match(
    await page.locator(".wiring").getAttribute("aria-label"),
    "fd 1: pipe pipe:[4711] write, read by tee (pid 11)",
  );
});
