import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import t from "tap";
import { buildReport } from "../../../lib/reporters/html/build.js";
import { HtmlReporter } from "../../../lib/reporters/html/html.ts";
import { fileSink } from "../../../lib/reporters/sinks.ts";
import type { RunFile } from "../../../lib/results/schema.ts";
import { memorySink } from "../fixtures/memory-sink.ts";
import { sampleEvents, sampleRun } from "../fixtures/sample-run.ts";
import { tell } from "../fixtures/tell.ts";

const run = sampleRun();
const directory = t.testdir();
const template = join(directory, "report.html");
const page = join(directory, "index.html");
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);

t.before(async () => {
  await buildReport(template);
  await tell(new HtmlReporter(fileSink(page, "whole"), template), sampleEvents(run));
});

function dataIn(html: string): RunFile {
  const data = /<script type="application\/json" id="run">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
  return JSON.parse(data);
}

t.test("the page holds the run", async (t) => {
  t.same(dataIn(readFileSync(page, "utf8")), run);
});

t.test("nothing in the data can leave its place", async (t) => {
  const html = readFileSync(page, "utf8");
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

t.test("a run that never started writes no page", async (t) => {
  const sink = memorySink();
  await tell(new HtmlReporter(sink, template), []);
  t.equal(sink.text, "");
});

t.test("a template that was not built says what to do", async (t) => {
  const reporter = new HtmlReporter(memorySink(), join(directory, "missing.html"));
  await t.rejects(tell(reporter, sampleEvents(run)), { code: "NO_TEMPLATE", message: "npm run build" });
});

t.test("a browser shows it", { skip: chromium ? false : "no chromium on this machine" }, async (t) => {
  const failed = run.cases.find(({ test, verdict }) => test === "keep-writing" && verdict === "fail");
  const dom = await render(`file://${page}#${encodeURIComponent(failed?.id ?? "")}`);
  t.equal(dom.match(/<button[^>]*class="cell /g)?.length, run.cases.length);
  t.match(dom, "hang: state S, wchan pipe_write");
  t.match(dom, "\\x1b[31mred\\x1b]0;title\\x07");
  t.match(dom, "&lt;/script&gt;&lt;script&gt;alert(1)");
  t.notMatch(dom, "\u202e");
});

async function render(url: string): Promise<string> {
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const alone = [
    "--disable-component-update",
    "--disable-sync",
    `--user-data-dir=${join(directory, "profile")}`,
  ];
  const what = ["--headless", "--no-sandbox", "--virtual-time-budget=2000", "--dump-dom", url];
  const { stdout } = await promisify(execFile)(chromium as string, [...quiet, ...alone, ...what], {
    maxBuffer: 2 ** 26,
  });
  return stdout.replace(/<script.*?<\/script>/gs, "");
}
