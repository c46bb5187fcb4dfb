import t from "tap";
import { markdownOf } from "../../../lib/reporters/markdown/markdown.ts";
import { runWithUnaccepted, SENTENCE } from "../fixtures/fail-on.ts";
import { sampleCase, skipped } from "../fixtures/sample-case.ts";
import { sampleRun } from "../fixtures/sample-run.ts";

const run = sampleRun();
const text = markdownOf(run);

function section(of: string, title: string): string {
  return of.split(/^#### /m).find((part) => part.startsWith(title)) ?? "";
}

t.test("the first line is the whole story", async (t) => {
  const [first] = text.split("\n");
  t.equal(
    first,
    "### ✘ fd012: 67 cases: 39 held, 10 recorded, 8 harmed (6 died, 1 lost, 2 undelivered), 3 broken, 1 error, 6 skipped",
  );
  t.match(markdownOf({ ...run, tail: { ...run.tail, interrupted: true } }), /^### ✘ .* · interrupted\n/);
});

t.test("what ran on what stands at the top", async (t) => {
  t.match(
    text,
    "**unshare util-linux 2.38.1** on Linux 6.18.5, x64, glibc 2.36, node 20.20.2, root, cgroup v1 and v2",
  );
  t.match(text, "`fd012 run --runtime unshare` · fd012 0.1.0 · 2025-11-24T03:12:07Z · 21 s");
  t.match(text, "> **Trouble of the suite itself:** could not unmount the stalefs of case 12");
});

t.test("what is not as it should be comes worst first", async (t) => {
  const rows = section(text, "Not as it should be")
    .split("\n")
    .filter((line) => line.startsWith("| ‼") || line.startsWith("| ✘"));
  t.same(
    rows.map((row) => row.split(" | ").slice(0, 2).join(" ")),
    [
      "| ‼ error `pid1-abort/kernel-log`",
      "| ✘ broken `wiring/no-extra-fds`",
      "| ✘ broken `exit-status/start-failure`",
      "| ✘ broken `stale-log/keep-writing`",
    ],
  );
  t.match(
    rows.at(-1),
    "| `hang · lost 0` ▲ hang | hang: state S, wchan pipe&#95;write, pipe 65536/65536; required: PID 1 ends,",
  );
});

t.test("each can be opened, with chain and repro", async (t) => {
  t.equal(text.match(/<details>/g)?.length, 4);
  t.match(
    text,
    "<details><summary>✘ broken <code>stale-log/keep-writing</code> shim-pipe · stalefs</summary>\n\n```text\n",
  );
  t.match(text, /^again: fd012 run stale-log\/keep-writing /m);
});

t.test("in the matrix tests of a suite that came out alike share a row", async (t) => {
  const rows = section(text, "Test × runtime").split("\n");
  t.ok(rows.includes("| | unshare |"));
  t.ok(rows.includes("| stale-log: `keep-writing` | ✘&nbsp;1 ▲&nbsp;1 |"));
  t.ok(rows.includes("| bytes: `exact-sizes/0`, `exact-sizes/1`, `exact-sizes/4095`, 6 more | ✔&nbsp;18 |"));
});

t.test("skips are counted by their reason", async (t) => {
  t.match(section(text, "Skipped"), "- 4× the kernel has no nfs module: boot the VM with");
});

t.test("flaky is never silently green", async (t) => {
  const attempts = [
    { verdict: "broken" as const, outcome: "hang · lost 0", reason: "it hangs", milliseconds: 1 },
  ];
  const flaky = markdownOf({ ...run, cases: [sampleCase({ attempts })] });
  t.match(flaky, /^### .*: 1 case: 0 held, 1 flaky\n/);
  t.match(
    flaky,
    "| ↻ flaky | `exit-status/code/0` | direct-file · local | `exit 0 · lost 0` | held at try 2, before: it hangs |",
  );
  t.match(flaky, "| exit-status: `code/0` | ↻&nbsp;1 |");
});

t.test("failures that a gate let pass are told so, and apart from those that it did not", async (t) => {
  const of = (exitCode: number, ids: string[], violations: string[] = []) => {
    const failing = ids.map((id) => ({ id, why: "held → broken" }));
    return markdownOf({
      ...run,
      tail: {
        ...run.tail,
        exitCode,
        gate: { passed: exitCode === 0, failing, violations, allowed: { new: 3, gone: 0, skipped: 1 } },
      },
    });
  };
  const passed = of(0, []);
  t.match(passed, /^### ▲ fd012: .* 3 broken/);
  t.match(
    passed,
    "Nothing is worse than the baseline and the expectations allow. Allowed: 3 new, 1 skipped.",
  );
  t.equal(section(passed, "Not as it should be"), "");
  t.match(section(passed, "Let pass by the gate"), "stale-log/keep-writing");
  const worse = run.cases.find(({ verdict, test }) => verdict === "broken" && test === "keep-writing")
    ?.id as string;
  const failed = of(1, [worse], ["expectation 2 (bytes) has expired"]);
  t.match(
    failed,
    "**1 case is worse than the baseline and the expectations allow.** Allowed: 3 new, 1 skipped.",
  );
  t.match(failed, "> **Expectation:** expectation 2 (bytes) has expired");
  t.notMatch(section(failed, "Not as it should be"), "wiring/no-extra-fds");
  t.match(section(failed, "Let pass by the gate"), "wiring/no-extra-fds");
  t.notMatch(text, /gate|Nothing is worse/);
  const pass = run.cases.find(({ verdict }) => verdict === "held")?.id as string;
  t.match(
    section(of(1, [pass]), "Not as it should be"),
    /^\| ✘ worse \| .* \| held → broken \|$/m,
    "a pass may be worse",
  );
});

t.test("it fits, whatever fails, and says what is left out", async (t) => {
  const reason = "é".repeat(5_000);
  const cases = Array.from({ length: 5_000 }, (_, index) =>
    sampleCase({
      ...{ suite: `suite-${index}`, test: `test-${index}`, runtime: `runtime-${index % 3}` },
      ...(index % 2 === 0
        ? { verdict: "broken", reason }
        : { verdict: "skip", reason: `${index} ${reason}` }),
    }),
  );
  for (const room of [undefined, 300_000, 5_000]) {
    const large = markdownOf({ ...run, cases }, room);
    t.ok(Buffer.byteLength(large) <= (room ?? 1_000_000), `${room ?? "all"}`);
    t.equal(large.match(/^… and \d+ more\.$/gm)?.length, 4, "rows, details, matrix, skips");
    t.match(section(large, "Not as it should be"), /^… and \d+ more\.$/m);
    t.equal(large.match(/^<details>/gm)?.length ?? 0, large.match(/^<\/details>/gm)?.length ?? 0);
  }
  t.equal(markdownOf(run, 300), `${text.split("\n")[0]}\n`, "nothing but the title");
  t.equal(markdownOf(run, 10), "");
});

t.test("the score comes first after the head, the seed's outage in it", async (t) => {
  t.match(text.split(/^#### /m)[1], /^Score\n/);
  const rows = section(text, "Score").split("\n");
  t.ok(rows.includes("| | direct-file | shim-pipe |"));
  t.ok(rows.includes("| the log is deleted on its server | †&nbsp;✔&nbsp;✔ | ✔&nbsp;✔&nbsp;✔ |"));
  t.ok(rows.includes("| it is deleted, PID 1 writes on | †&nbsp;−&nbsp;✔ | ∞&nbsp;✔&nbsp;·&nbsp;✘ |"));
  t.match(
    section(text, "Score"),
    /^Signs: PID 1 \(† died, ∞ hang\), its bytes \(− lost, ◇ undelivered\), its status; ✔ ok; /m,
  );
});

t.test("what passed and was harmed has a table, the worst first", async (t) => {
  const rows = section(text, "Harmed")
    .split("\n")
    .filter((line) => line.startsWith("| ▲"));
  t.equal(rows.length, 7);
  t.match(
    rows[0],
    "| ▲ died | `stale-log/exit-after/natural` | direct-file · stalefs | `exit 127 · stale-abort",
  );
  t.match(rows[0], "| died: PID 1 ended by exit 127; it meant exit 0 |");
  t.match(rows.at(-1), /^\| ▲ undelivered \| `stale-log\/local-unlink` \| shim-pipe · local, tmpfs \|/);
});

t.test("an image stands as it was asked for, and the head says what that was", async (t) => {
  t.match(text, "; images: node is node:20.20.2\n");
});

t.test("a run that failed nothing gets a tick only where nothing was harmed", async (t) => {
  const of = (harmed: number, exitCode: number) =>
    markdownOf({ ...run, tail: { ...run.tail, exitCode, counts: { ...run.tail.counts, harmed } } }).slice(
      0,
      5,
    );
  t.same([of(0, 0), of(1, 0), of(0, 1), of(1, 1)], ["### ✔", "### ▲", "### ✘", "### ✘"]);
});

t.test("what --fail-on does not accept is counted, and not as it should be", async (t) => {
  const unaccepted = markdownOf(runWithUnaccepted);
  t.match(unaccepted, /^### ✘ fd012/);
  t.match(unaccepted, `\n**${SENTENCE}.**\n`);
  t.match(
    section(unaccepted, "Not as it should be"),
    /✘ harmed .*dead\/code\/0.* died, which --fail-on names \|/,
  );
  t.equal(section(unaccepted, "Harmed"), "");
  t.notMatch(text, "--fail-on");
});

t.test("faults of which nothing ran are one line above the score", async (t) => {
  const unrun = ["a | b", "c"].map((fault) => skipped({ fault, test: fault }, "it cannot"));
  const score = section(markdownOf({ ...run, cases: [...run.cases, ...unrun] }), "Score");
  t.match(score, /\n\nNot run here: a &#124; b; c\.\n\n\| \| direct-file/);
  t.notMatch(score, "○");
});
