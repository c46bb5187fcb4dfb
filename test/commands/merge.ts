import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { Place } from "../fixtures/fd012.ts";
import { needs } from "../requirement.ts";

const SHARDS = [1, 2, 3, 4];
const CLAIMS = ["wiring", "bytes/exact-sizes/1"];
const CHOICE = [...CLAIMS, ..."--runtime unshare --strategy direct-file --strategy shim-pipe".split(" ")];

/** Four shards below `shards/`, of the choice of above or of another. */
async function runShards(t: Test, place: Place, choice: readonly string[] = CHOICE): Promise<string[]> {
  for (const index of SHARDS) {
    const { code, stderr } = await place.run(
      t,
      ...["run", ...choice, "--shard", `${index}/4`, "--out", `shards/${index}`],
    );
    t.equal(code, 0, stderr);
    t.match(stderr, new RegExp(`^shard ${index}/4: \\d+ of \\d+ cases\n`));
  }
  return SHARDS.map((index) => `shards/${index}`);
}

// Times, process ids, inode numbers, names of temporary directories, and what node itself has open at the moment of the look.
function comparable({ milliseconds, observation, repro, ...one }: CaseResult): unknown {
  if (!observation) return one;
  const { wiring, evidence, placement, ...rest } = observation;
  return {
    ...one,
    ...rest,
    hasRepro: repro !== null,
    chain: evidence.chain.map(({ name, text, backing }) => ({ name, text, backing })),
    streams: wiring?.streams.map(({ identity, target, holders, ...stream }) => stream),
  };
}

t.test("four shards merged are the one run, less times and order", needs("root"), async (t) => {
  const place = new Place(t);
  const work = join(place.directory, "work");
  const shards = await runShards(t, place);
  const { code: single } = await place.run(t, "run", ...CHOICE, "--out", "whole");
  const { code, stdout, stderr } = await place.run(t, "merge", ...shards, "--out", "merged");
  t.match({ code, stdout }, { code: single, stdout: "" }, stderr);
  t.match(stderr, /\nreport: merged\/index\.html\n$/);
  const [whole, merged] = [await readRun(join(work, "whole")), await readRun(join(work, "merged"))];
  const byId = ({ cases }: { cases: CaseResult[] }) =>
    Object.fromEntries(cases.map((one) => [one.id, comparable(one)]));
  t.equal(merged.cases.length, whole.cases.length);
  t.ok(whole.cases.length > SHARDS.length);
  t.same(byId(merged), byId(whole));
  const { run, started, command, deadlineFactor, ...head } = whole.head;
  t.match(merged.head, head);
  t.notOk("shard" in merged.head);
  t.same({ ...merged.tail, milliseconds: 0 }, { ...whole.tail, milliseconds: 0 });
  t.same(readdirSync(join(work, "merged")).sort(), readdirSync(join(work, "whole")).sort());
});

t.test("what is no whole run is refused, and nothing is written", needs("root"), async (t) => {
  const place = new Place(t);
  const shards = await runShards(t, place, [
    "bytes/exact-sizes",
    "--runtime",
    "unshare",
    "--filesystem",
    "local",
  ]);
  const [one = "", two = "", three = "", four = ""] = shards;
  const refused = async (directories: string[], message: RegExp) => {
    const { code, stdout, stderr } = await place.run(t, "merge", ...directories, "--out", "merged");
    t.match({ code, stdout }, { code: 2, stdout: "" });
    t.match(stderr, message);
    t.notOk(existsSync(join(place.directory, "work", "merged")));
  };
  await refused([one, two, four], /^fd012: Shard 3\/4 is missing: [^.]+\.\n$/);
  await refused([...shards, three], /^fd012: shards\/3 and shards\/3 are both shard 3\/4\.\n$/);
  await refused(["nowhere"], /^fd012: nowhere does not exist: /);
  const other = join(place.directory, "work", "shards", "old");
  cpSync(join(place.directory, "work", two), other, { recursive: true });
  edit(join(other, "run.json"), (text) => text.replace(/"kernel": "[^"]+"/, '"kernel": "5.10.0"'));
  await refused(
    [one, "shards/old", three, four],
    /^fd012: shards\/1 and shards\/old are not of one run: kernel is \S+ in one and 5\.10\.0 in the other\.\n$/,
  );
});

t.test("a shard that was killed is told", needs("root"), async (t) => {
  const place = new Place(t);
  const shards = await runShards(t, place, [
    "bytes/exact-sizes",
    "--runtime",
    "unshare",
    "--filesystem",
    "local",
  ]);
  const killed = join(place.directory, "work", "shards", "2");
  for (const name of readdirSync(killed).filter((name) => name !== "events.jsonl"))
    rmSync(join(killed, name), { recursive: true });
  edit(join(killed, "events.jsonl"), (text) => {
    const lines = text.split("\n");
    const first = lines.findIndex((line) => line.startsWith('{"type":"case-end"'));
    return `${lines.slice(0, first + 1).join("\n")}\n{"type":"ca`;
  });
  const { code, stderr } = await place.run(t, "merge", ...shards, "--out", "merged");
  t.equal(code, 130);
  t.match(stderr, /shard 2\/4: the run was cut off after 1 of \d+ cases/);
  const { tail } = await readRun(join(place.directory, "work", "merged"));
  t.match(tail, { interrupted: true, exitCode: 130 });
});

t.test("the gate is the merged run's", needs("root"), async (t) => {
  const place = new Place(t);
  const expectations = join(place.directory, "expect.yaml");
  const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  writeFileSync(
    expectations,
    `- { case: bytes/exact-sizes/1, verdict: broken, bug: https://example.org/1, owner: me, expires: ${inAMonth} }\n`,
  );
  const choice = ["bytes", "--runtime", "unshare", "--filesystem", "local"];
  const shards = await runShards(t, place, [...choice, "--expect", expectations]);
  const { code, stderr } = await place.run(t, "merge", ...shards, "--expect", expectations);
  t.equal(code, 1);
  t.match(stderr, /expectation 1 .*did not happen/);
});

function edit(path: string, change: (text: string) => string): void {
  const before = readFileSync(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${path} was to be changed`);
  writeFileSync(path, after);
}
