import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { runAndPatterns } from "../../lib/commands/last-failed.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { needs } from "../requirement.ts";

const words = ["run", "exit-status/code/*", "--runtime", "unshare", "--strategy", "direct-file"];

t.test("only what failed in the last run runs again", needs("root"), async (t) => {
  const place = new Place(t);
  const first = join(place.directory, "work/reports/first");
  t.match(
    await place.run(
      t,
      "run",
      "bytes/exact-sizes/1",
      "bytes/exact-sizes/4096",
      ...words.slice(2),
      "--out",
      first,
    ),
    {
      code: 0,
    },
  );
  const good = await place.run(t, ...words.slice(0, 1), ...words.slice(2), "--last-failed");
  t.match(good, { code: 4, stderr: "fd012: Nothing to run: no case failed in reports/first.\n" });
  const [broken] = breakOne(first);
  const { code } = await place.run(t, "run", ...words.slice(2), "--last-failed", "--out", "reports/second");
  t.equal(code, 0);
  const { cases } = await readRun(join(place.directory, "work/reports/second"));
  t.same(
    cases.map(({ id }) => id),
    [broken],
  );
  const named = await place.run(t, "run", ...words.slice(2), "--last-failed", "reports/first", "--dry-run");
  t.match(named, { code: 0, stdout: `run   ${broken}\n` }, "a run that is named");
  const other = await place.run(t, "run", "wiring", ...words.slice(2), "--last-failed", "reports/first");
  t.match(other, { code: 4, stderr: /the case that failed in reports\/first is not part of this selection/ });
});

t.test("the last run is the one that was written last, in what --out is in", needs("root"), async (t) => {
  const place = new Place(t);
  for (const name of ["older", "newer"]) {
    const run = join(place.directory, "work/out", name);
    await place.run(
      t,
      "run",
      `bytes/exact-sizes/${name === "newer" ? 1 : 4096}`,
      ...words.slice(2),
      "--out",
      run,
    );
    breakOne(run);
  }
  age(t, join(place.directory, "work/out/older"));
  mkdirSync(join(place.directory, "work/out/no-run"));
  const { code, stdout } = await place.run(
    ...([t, "run", ...words.slice(2), "--last-failed", "--dry-run", "--out", "out/next"] as const),
  );
  t.match({ code, stdout }, { code: 0, stdout: /^run {3}bytes\/exact-sizes\/1 .*\n$/ });
});

t.test("without an earlier run it says so", async (t) => {
  const { code, stderr } = await new Place(t).run(t, "run", "--last-failed");
  t.match(
    { code, stderr },
    {
      code: 2,
      stderr:
        "fd012: There is no earlier run in reports/: make a run first, or name one: --last-failed RUN.\n",
    },
  );
});

t.test("a word behind it that is no path is a pattern", async (t) => {
  t.same(runAndPatterns("wiring", ["bytes"]), { lastFailed: true, patterns: ["wiring", "bytes"] });
  t.same(runAndPatterns("./none", ["bytes"]), { lastFailed: "./none", patterns: ["bytes"] });
  t.same(runAndPatterns(true, []), { lastFailed: true, patterns: [] });
});

/** Its first case, as if it had been broken. @returns its id */
function breakOne(run: string): string[] {
  const file = join(run, "run.json");
  const data = JSON.parse(readFileSync(file, "utf8"));
  data.cases[0].verdict = "broken";
  writeFileSync(file, JSON.stringify(data));
  return [data.cases[0].id];
}

function age(t: Test, run: string): void {
  rmSync(join(run, "events.jsonl"));
  utimesSync(join(run, "run.json"), 1, 1);
  t.comment(`${run} is older`);
}
