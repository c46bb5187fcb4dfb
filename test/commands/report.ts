import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { isHarmed, isTrouble } from "../../lib/results/standing.ts";
import { Place } from "../fixtures/fd012.ts";
import { invalidJunit } from "../reporters/fixtures/accepted.ts";
import { sampleEvents, sampleRun } from "../reporters/fixtures/sample-run.ts";

const run = sampleRun();
const events = sampleEvents(run).map((event) => `${JSON.stringify(event)}\n`);

/** A stored run where the program works. */
function stored(t: Test, files: Record<string, string>): { place: Place; directory: string } {
  const place = new Place(t);
  const directory = join(place.directory, "work", "stored");
  mkdirSync(directory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return { place, directory };
}

t.test("a run that was killed gets the page that it could not write", async (t) => {
  // Killed right after the first case that failed: a line for the start, and two for each case.
  const ended = run.cases.findIndex(({ verdict }) => verdict === "broken") + 1;
  const { place, directory } = stored(t, { "events.jsonl": events.slice(0, 1 + 2 * ended).join("") });
  const { code, stdout, stderr } = await place.run(t, "report", "stored");
  t.match({ code, stdout, stderr }, { code: 0, stdout: "", stderr: "written: stored/index.html\n" });
  t.match(readFileSync(join(directory, "index.html"), "utf8"), `the run was cut off after ${ended} of`);
  t.same(readdirSync(directory).sort(), ["events.jsonl", "index.html", "repro"]);
});

t.test("any reporter, to a file or to stdout; what was found does not matter", async (t) => {
  const { place, directory } = stored(t, { "run.json": JSON.stringify(run) });
  const { code, stdout, stderr } = await place.run(
    t,
    ...["report", "stored/run.json", "--reporter", "junit=junit.xml", "--reporter", "tap"],
  );
  t.match({ code, stderr }, { code: 0, stderr: "written: junit.xml\n" });
  t.match(stdout, /^TAP version 14\n/);
  t.same(await invalidJunit(readFileSync(join(place.directory, "work", "junit.xml"), "utf8")), []);
  t.same(readdirSync(directory), ["run.json"]);
});

t.test("--out takes what has no file named, and is made", async (t) => {
  const { place } = stored(t, { "run.json": JSON.stringify(run) });
  const words = [
    "report",
    "stored/run.json",
    "--out",
    "new/place",
    "--reporter",
    "ctrf",
    "--reporter",
    "markdown",
  ];
  t.match(await place.run(t, ...words), {
    code: 0,
    stderr: "written: new/place/ctrf.json\nwritten: new/place/summary.md\n",
  });
  t.same(readdirSync(join(place.directory, "work/new/place")).sort(), ["ctrf.json", "repro", "summary.md"]);
  const troubles = run.cases.filter(
    ({ verdict, harms, repro }) => (isTrouble({ verdict }) || isHarmed({ verdict, harms })) && repro !== null,
  );
  const scripts = readdirSync(join(place.directory, "work/new/place/repro"));
  t.equal(scripts.length, troubles.length, "a script for each case that did not pass, and for no other");
});

t.test("where it would have to guess, or harm, it says what to do", async (t) => {
  const { place, directory } = stored(t, {
    "run.json": JSON.stringify(run),
    "events.jsonl": events.join(""),
  });
  for (const [words, message] of [
    [["stored/run.json"], /^fd012: stored\/run.json is no run directory .* --out, or .*\n$/],
    [["stored", "--reporter", "json"], /^fd012: .*run.json is what the run is read from: .*\n$/],
    [["stored", "--reporter", "xml"], /^fd012: There is no reporter "xml"; .*\n$/],
    [["nowhere"], /^fd012: nowhere does not exist: .*\n$/],
  ] as const) {
    const { code, stdout, stderr } = await place.run(t, "report", ...words);
    t.match({ code, stdout, stderr }, { code: 2, stdout: "", stderr: message });
  }
  t.equal(readFileSync(join(directory, "run.json"), "utf8"), JSON.stringify(run));
});

t.test("a report that could not be written to its end is told", async (t) => {
  const { place } = stored(t, { "run.json": JSON.stringify(run) });
  const { code, stderr } = await place.run(t, "report", "stored/run.json", "--reporter", "ctrf=/dev/full");
  t.match(
    { code, stderr },
    { code: 1, stderr: /^fd012: the ctrf=\/dev\/full reporter broke: ENOSPC: .*\n$/ },
  );
});
