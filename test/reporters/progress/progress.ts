import t from "tap";
import { ProgressReporter } from "../../../lib/reporters/progress/progress.ts";
import type { CaseResult, RunEvent } from "../../../lib/results/schema.ts";
import { runWithUnaccepted, SENTENCE } from "../fixtures/fail-on.ts";
import { type MemorySink, memorySink } from "../fixtures/memory-sink.ts";
import { sampleCase } from "../fixtures/sample-case.ts";
import { sampleEvents, sampleRun } from "../fixtures/sample-run.ts";
import { tell } from "../fixtures/tell.ts";

const run = sampleRun();
const CLEAR = "\r\x1b[2K";
const PLAIN = { NO_COLOR: "1" };

async function report(
  events: readonly RunEvent[],
  terminal: { columns: number } | null,
  environment: NodeJS.ProcessEnv = PLAIN,
): Promise<MemorySink> {
  const sink = memorySink(terminal);
  await tell(new ProgressReporter(sink, environment), events);
  return sink;
}

/** What stands on the terminal in the end: a line that was cleared before its newline is gone. */
function screen(text: string): string {
  return text
    .split("\n")
    .map((line) => line.slice(line.lastIndexOf(CLEAR) + 1 ? line.lastIndexOf(CLEAR) + CLEAR.length : 0))
    .join("\n");
}

t.test("on a terminal tests stand in blocks in the order of the plan", async (t) => {
  const backwards = (index: number) => run.cases.length - 1 - index;
  const { text, ended } = await report(sampleEvents(run, backwards), { columns: 100 });
  const shown = screen(text);
  const order = [
    "stale-log —",
    "exit-after",
    "keep-writing",
    "pid1-abort —",
    "wiring —",
    "exit-status —",
    "bytes —",
  ];
  const places = order.map((part) => shown.indexOf(part));
  t.same(
    places,
    places.toSorted((a, b) => a - b),
  );
  t.ok((places[0] as number) > 0);
  t.ok(ended);
});

t.test("a block holds outcome and chain, and fits the terminal", async (t) => {
  const passed = run.cases.filter(({ verdict }) => verdict === "held" || verdict === "recorded");
  for (const columns of [80, 100, 160]) {
    const shown = screen((await report(sampleEvents({ ...run, cases: passed }), { columns })).text);
    t.match(shown, "  ▲ exit-after (natural, throw, sigterm-listener, sigterm-default)\n");
    t.match(
      shown,
      "      direct-file · stalefs   exit 127 · stale-abort · lost 0  ▲ died\n          fstat(1) ESTALE → ",
    );
    t.match(shown, "node::ResetStdio (inferred)");
    const blocks = shown.slice(0, shown.indexOf("Not checked"));
    t.same(
      blocks.split("\n").filter((line) => line.length > columns),
      [],
      `${columns} columns`,
    );
  }
});

t.test("a failure says why, what was observed and required, and what the runtime said", async (t) => {
  const shown = screen((await report(sampleEvents(run), { columns: 100 })).text);
  t.match(
    shown,
    `  ✘ start-failure               shim-pipe · local   ✘ exit 127 · lost 0
          ✘ the runtime reported exit 127; required: the runtime refuses to start what is not there
              required: start-failed
              diff:
                --- required
`,
  );
  t.match(shown, "│ unshare: failed to execute /nope: No such file or directory");
  t.match(shown, "error of the suite itself: /dev/kmsg: EPERM");
  t.match(shown, "leaked: left behind: mount");
});

t.test("the summary counts, repeats failures and shows what was not checked", async (t) => {
  for (const terminal of [{ columns: 100 }, null]) {
    const { text } = await report(sampleEvents(run), terminal);
    const summary = screen(text).slice(screen(text).indexOf("Not as it should be"));
    t.match(
      summary,
      "✘ stale-log/keep-writing   shim-pipe · stalefs   hang · lost 0  ▲ hang\n      hang: state S, wchan pipe_write",
    );
    t.match(summary, "the reported status is the actual one (1×): no kernel trace");
    t.match(summary, "could not unmount the stalefs");
    t.match(
      summary,
      "67 cases: 39 held, 10 recorded, 8 harmed (6 died, 1 lost, 2 undelivered), 3 broken, 1 error, 6 skipped · 21 s\n",
    );
  }
});

t.test("the live line shows counts and the slowest case and never wraps", async (t) => {
  const events = sampleEvents(run).slice(0, 4);
  for (const columns of [100, 40, 12]) {
    const sink = memorySink({ columns });
    const reporter = new ProgressReporter(sink, PLAIN);
    for (const event of events) reporter.on(event);
    const line = sink.text.slice(sink.text.lastIndexOf(CLEAR) + CLEAR.length);
    t.ok(line.length < columns, `${columns} columns`);
    t.ok(line.startsWith("1/67  ▲ 1"));
    if (columns === 100) t.match(line, /0\.0 s stale-log\/exit-after\/natural shim-pipe · stalefs$/);
    await reporter.done();
    t.ok(sink.text.endsWith(CLEAR));
  }
});

t.test("the live line's timer keeps no program alive and ends with the run", async (t) => {
  const sink = memorySink({ columns: 100 });
  const reporter = new ProgressReporter(sink, PLAIN);
  const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  for (const event of sampleEvents(run).slice(0, 2)) reporter.on(event);
  t.equal(process.getActiveResourcesInfo().filter((name) => name === "Timeout").length, before);
  await reporter.done();
});

t.test("elsewhere a finished case is a line at once", async (t) => {
  for (const [terminal, environment] of [
    [null, PLAIN],
    [{ columns: 80 }, { ...PLAIN, CI: "true" }],
    [{ columns: 80 }, { TERM: "dumb" }],
  ] as const) {
    const sink = memorySink(terminal);
    const reporter = new ProgressReporter(sink, environment);
    const events = sampleEvents(run);
    reporter.on(events[0] as RunEvent);
    const head = sink.text.length;
    reporter.on(events[1] as RunEvent);
    t.equal(sink.text.length, head);
    reporter.on(events[2] as RunEvent);
    t.match(
      sink.text,
      /\n▲ stale-log\/exit-after\/natural\s+direct-file · stalefs\s+exit 127 · stale-abort · lost 0 {2}▲ died {2}0\.4 s\n/,
    );
    t.notMatch(sink.text, "\x1b");
    await reporter.done();
  }
});

t.test("colours are those that the environment asks for", async (t) => {
  const events = sampleEvents(run);
  t.match((await report(events, null, { FORCE_COLOR: "1" })).text, "\x1b[32m✔\x1b[39m");
  t.match((await report(events, { columns: 100 }, {})).text, "\x1b[32m✔\x1b[39m");
  t.notMatch((await report(events, { columns: 100 }, PLAIN)).text, "\x1b[3");
});

t.test("the only control characters are the reporter's own", async (t) => {
  for (const terminal of [null, { columns: 100 }]) {
    const { text } = await report(sampleEvents(run), terminal);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    t.notMatch(text.replaceAll(CLEAR, ""), /[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  }
});

t.test("with several runtimes the runtime is shown", async (t) => {
  const cases = ["runc", "crun"].map((runtime) => sampleCase({ runtime }));
  const head = { ...run.head, runtimes: { runc: "1.1.5", crun: "1.8.1" } };
  const { text } = await report(sampleEvents({ ...run, head, cases }), { columns: 100 });
  t.match(screen(text), "runc, crun · direct-file · local   exit 0 · lost 0");
  t.match(screen(text), /2 runtimes\n.*\n *runc \(1\.1\.5\)\n *crun \(1\.8\.1\)/);
});

t.test("cells that came out alike under many runtimes stand below their outcome", async (t) => {
  const runtimes = ["runc", "crun", "podman+crun", "containerd+crun", "docker+runsc"];
  const cases = runtimes.map((runtime) => sampleCase({ runtime }));
  const head = { ...run.head, runtimes: Object.fromEntries(runtimes.map((name) => [name, "1"])) };
  const { text } = await report(sampleEvents({ ...run, head, cases }), { columns: 100 });
  t.match(screen(text), /^ {6}exit 0 · lost 0\n {10}runc, crun, podman\+crun, .* · direct-file · local$/m);
});

t.test("an interrupted run shows what had ended", async (t) => {
  const tail = { ...run.tail, interrupted: true };
  const started = sampleEvents(run).slice(0, 7);
  const cases = started.flatMap((event): CaseResult[] => (event.type === "case-end" ? [event.result] : []));
  const { text } = await report([...started, { type: "run-end", tail }], { columns: 100 });
  t.match(screen(text), "exit-after/process-exit");
  t.match(text, `interrupted after ${cases.length}`);
});

t.test("what died is red, and its outcome is in no place green", async (t) => {
  for (const terminal of [null, { columns: 100 }]) {
    const { text } = await report(sampleEvents(run), terminal, { FORCE_COLOR: "1" });
    const lines = screen(text)
      .split("\n")
      .filter((line) => line.includes("stale-abort"));
    t.ok(lines.length > 0);
    for (const line of lines) {
      t.notMatch(line, "\x1b[32m");
      t.match(line, "\x1b[31m▲ died");
    }
  }
});

t.test("the score is the first block of the summary, the seed's outage red in it", async (t) => {
  for (const terminal of [null, { columns: 80 }]) {
    const { text } = await report(sampleEvents(run), terminal);
    const shown = screen(text);
    const score = shown.slice(shown.indexOf("\nScore\n"), shown.indexOf("Not as it should be"));
    t.match(score, /^\nScore\n {2,}direct {2}shim\n/);
    t.match(score, /^ {2}the log is deleted on its server +†✔✔ +✔✔✔$/m);
    t.match(score, /^ {2}it is deleted, PID 1 writes on +†−✔ +∞✔·✘$/m);
    t.match(score, "Signs: PID 1 († died, ∞ hang), its bytes (− lost, ◇ undelivered), its status;");
  }
  t.match((await report(sampleEvents(run), null, { FORCE_COLOR: "1" })).text, "\x1b[31m†\x1b[39m");
});

t.test("the summary does not depend on which case ended first", async (t) => {
  const summary = (text: string) => text.slice(text.indexOf("\nScore\n"));
  const backwards = (index: number) => run.cases.length - 1 - index;
  const [inOrder, reversed] = await Promise.all([
    report(sampleEvents(run), null),
    report(sampleEvents(run, backwards), null),
  ]);
  t.equal(summary(reversed.text), summary(inOrder.text));
});

t.test("an image stands as it was asked for, and the head says what that was", async (t) => {
  t.match((await report(sampleEvents(run), null)).text, "\nimages: node is node:20.20.2\n");
});

t.test(
  "what --fail-on does not accept is the last line, for nothing else says why the run fails",
  async (t) => {
    const { text } = await report(sampleEvents(runWithUnaccepted), null);
    t.match(text, `\n✘ ${SENTENCE}\n`);
  },
);
