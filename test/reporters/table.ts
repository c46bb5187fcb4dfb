import { marked } from "marked";
import t from "tap";
import { Parser } from "tap-parser";
import { validateXML } from "xmllint-wasm";
import type { ReporterKind } from "../../lib/reporters/reporter.ts";
import { reporters } from "../../lib/reporters/table.ts";
import { baselineOf } from "../../lib/results/baseline.ts";
import { eventsOfLines } from "../../lib/results/event-lines.ts";
import { runOfEvents } from "../../lib/results/run-of-events.ts";
import { type RunEvent, runFile } from "../../lib/results/schema.ts";
import { invalidCtrf, invalidJunit } from "./fixtures/accepted.ts";
import { hostileRun } from "./fixtures/hostile-run.ts";
import { type MemorySink, memorySink } from "./fixtures/memory-sink.ts";
import { sampleEvents, sampleRun } from "./fixtures/sample-run.ts";

const events = sampleEvents(sampleRun());

t.test("names and files are unique", async (t) => {
  const files = reporters.map(({ file }) => file).filter((file) => file !== null);
  t.equal(new Set(reporters.map(({ name }) => name)).size, reporters.length);
  t.equal(new Set(files).size, files.length);
});

t.test("what goes to the run directory has a file there", async (t) => {
  for (const { name, destination, file } of reporters) t.ok(destination !== "run-directory" || file, name);
});

t.test("what every run gets has a file", async (t) => {
  for (const { name, always, file } of reporters) t.ok(!always || file, name);
});

async function reported(kind: ReporterKind, of: readonly RunEvent[]): Promise<MemorySink> {
  const sink = memorySink();
  const reporter = await kind.create(sink);
  for (const event of of) reporter.on(event);
  await reporter.done();
  return sink;
}

for (const kind of reporters) {
  t.test(`${kind.name} reports a run`, async (t) => {
    const sink = await reported(kind, events);
    t.match(sink.text, /stale-log|the log is deleted on its server/);
    t.ok(sink.ended);
  });
}

t.test("json is the run, cases in the order of the plan; baseline is what compares like it", async (t) => {
  const run = sampleRun();
  const backwards = sampleEvents(run, (index) => run.cases.length - 1 - index);
  const text = async (name: string) =>
    (await reported(reporters.find((kind) => kind.name === name) as ReporterKind, backwards)).text;
  t.same(JSON.parse(await text("json")), run);
  t.same(JSON.parse(await text("baseline")), baselineOf(run));
});

/** What accepts a format, and complains about nothing. */
const complaintsOf: Record<string, (text: string) => Promise<string[]> | string[]> = {
  progress: () => [],
  tap: tapComplaints,
  events: (text) => (runFile.safeParse(runOfEvents(eventsOfLines(text))).success ? [] : ["no run"]),
  json: (text) => (runFile.safeParse(JSON.parse(text)).success ? [] : ["no run"]),
  baseline: (text) => (runFile.safeParse(JSON.parse(text)).success ? [] : ["no run"]),
  html: (text) => (text.match(/<\/script/g)?.length === 2 ? [] : ["its data leave their place"]),
  markdown: (text) =>
    pageComplaints(
      text,
      "h3 h4 p strong code pre blockquote table thead tbody tr th td ul li details summary",
      4,
    ),
  faults: (text) => pageComplaints(text, "h1 p table thead tbody tr th td br"),
  svg: async (text) => {
    const { errors } = await validateXML({
      xml: { fileName: "score.svg", contents: text },
      normalization: "format",
    });
    return errors.map(({ message }) => message);
  },
  junit: invalidJunit,
  ctrf: invalidCtrf,
  github: (text) =>
    text
      .split("\n")
      .filter((line) => line !== "" && !/^::(error|warning|notice|stop-commands|[-\da-f]{36}::)/.test(line)),
};

/** The data themselves, which are whole; the others are for people, who are told how much was left out. */
const WHOLE = ["events", "json", "baseline", "html"];
const hostileEvents = sampleEvents(hostileRun());

for (const kind of reporters) {
  t.test(`hostile output and lines of 10 MB do not break ${kind.name}`, async (t) => {
    const { text, ended } = await reported(kind, hostileEvents);
    t.ok(ended);
    t.same(await complaintsOf[kind.name]?.(text), []);
    // Found, not matched: a failure must not print megabytes.
    if (WHOLE.includes(kind.name)) return;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    t.same(found(text, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202e\ufffe]/), null);
    t.same(found(text, /[\ud800-\udbff](?![\udc00-\udfff])/), null);
    // The picture holds the names of faults and runtimes alone, of which none is long here.
    if (kind.name !== "svg") t.ok(found(text, /… \d+ more characters/), "what is left out is told");
    t.ok(text.length < 2_000_000, `${text.length} characters`);
  });
}

function found(text: string, expression: RegExp): string | null {
  const at = text.search(expression);
  return at === -1 ? null : text.slice(Math.max(0, at - 40), at + 40);
}

/** What a page would make of it: no element that is not the format's own, and no cell too many. */
function pageComplaints(text: string, elements: string, details = 0): string[] {
  if (Buffer.byteLength(text) > 1_048_576) return ["too long for a job's summary"];
  const page = marked.parse(text, { gfm: true, async: false });
  const own = elements.split(" ");
  const found = [...page.matchAll(/<\/?([^\s>]*)/g)].map(([, name]) => name as string);
  const tables = [...page.matchAll(/<table>(.*?)<\/table>/gs)].map(([, table = ""]) =>
    [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => row?.match(/<t[hd]/g)?.length),
  );
  return [
    ...found.filter((name) => !own.includes(name)).map((name) => `<${name}>`),
    ...(found.filter((name) => name === "details").length === 2 * details
      ? []
      : ["details that are not closed"]),
    ...tables.flatMap((rows) =>
      rows.filter((cells) => cells !== rows[0]).map((cells) => `a row of ${cells} cells`),
    ),
  ];
}

function tapComplaints(text: string): string[] {
  const complaints: string[] = [];
  const listen = (parser: Parser) => {
    parser.on("extra", (line) => complaints.push(line));
    parser.on("child", listen);
  };
  const parser = new Parser({ strict: true });
  listen(parser);
  parser.end(text);
  const failures =
    parser.results?.failures.filter((failure) => "tapError" in failure && failure.tapError) ?? [];
  return [...complaints, ...failures.map((failure) => JSON.stringify(failure))];
}
