import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { bisectExitCode } from "../../lib/commands/bisect-exit.ts";
import { Place } from "../fixtures/fd012.ts";
import { remains } from "../fixtures/remains.ts";
import { needs } from "../requirement.ts";

const cells = ["--strategy", "shim-pipe", "--filesystem", "local", "--runtime", "rt=./rt"];
const claims = ["exit-status/code/1", "bytes/exact-sizes/4096"];
const bisect = ["run", "--bisect", "--baseline", "good", ...cells];

/** What follows stands in the place of `crun run`. */
function runtime(place: Place, body: string): void {
  const path = join(place.directory, "work/rt");
  writeFileSync(path, `#!/bin/bash\ncase " $* " in *" run "*) ;; *) exec crun "$@" ;; esac\n${body}\n`);
  chmodSync(path, 0o755);
}

async function withBaseline(t: Test): Promise<Place> {
  const place = new Place(t);
  runtime(place, 'exec crun "$@"');
  t.match(await place.run(t, "run", ...claims, ...cells, "--out", "good"), { code: 0 });
  return place;
}

t.test("a revision is good, bad, or skipped where nothing can be said", needs("root", "crun"), async (t) => {
  const place = await withBaseline(t);
  const good = await place.run(t, ...bisect);
  t.same(good, { code: 0, stdout: "", stderr: "fd012: bisect: good: 2 cases as good as the baseline\n" });

  runtime(place, 'crun "$@"\nexit $(($? + 1))');
  const bad = await place.run(t, ...bisect, "exit-status");
  t.match(bad, { code: 1, stdout: "" });
  t.match(
    bad.stderr,
    /^fd012: bisect: bad: 1 case worse: exit-status\/code\/1 rt shim-pipe local node \(.*in 3 of 3 repetitions\)\n$/,
  );

  runtime(place, "exit 3");
  const broken = await place.run(t, ...bisect);
  t.match(broken, {
    code: 125,
    stderr: /^fd012: bisect: skip: no container starts: bytes\/exact-sizes\/4096 .*exit 3/,
  });

  rmSync(join(place.directory, "work/rt"));
  const missing = await place.run(t, ...bisect);
  t.match(missing, { code: 125, stderr: /^fd012: bisect: skip: rt cannot be used: .*\n$/ });
  t.same(remains(place.temporary, []), []);
});

t.test("what is wrong for every revision stops git bisect", needs("root", "crun"), async (t) => {
  const place = await withBaseline(t);
  const wrong: [string[], RegExp][] = [
    [["run", "--bisect", ...cells], /name it by --baseline RUN\.\n$/],
    [["run", "--bisect", "--baseline", "none", ...cells], /none does not exist/],
    [["run", "--bisect", "--baseline", "good"], /--bisect takes one runtime/],
    [[...bisect, "--shard", "1/2"], /neither --shard/],
    [[...bisect, "--no-such-option"], /unknown option/],
    [[...bisect, "no-such-claim"], /There is no test/],
    [[...bisect, "--timeout", "7"], /was made with other options: --timeout/],
    [[...bisect, "wiring"], /Nothing of this selection ran in good: .*it has rt\.\n$/],
    [[...bisect, "--bad", "good"], /Nothing of this selection is worse in the run that --bad names/],
  ];
  for (const [words, message] of wrong) {
    const { code, stdout, stderr } = await place.run(t, ...words);
    t.match({ code, stdout, stderr }, { code: 129, stdout: "", stderr: message }, words.join(" "));
  }
  const alone = await place.run(t, "run", "--bad", "good");
  t.match(alone, { code: 2, stderr: "fd012: --bad says what --bisect looks for: give --bisect too.\n" });
});

t.test("what has no meaning there is said", needs("root", "crun"), async (t) => {
  const place = await withBaseline(t);
  const { code, stderr } = await place.run(t, ...bisect, "bytes", "--fail-on", "died", "--out", "report");
  t.match({ code, stderr }, { code: 0, stderr: /^bisect: not used here: --fail-on, --out; / });
});

t.test("no code of a run is taken by git for a word on the revision", async (t) => {
  for (const code of [0, 1, 125, 130, 141]) t.equal(bisectExitCode(code), code);
  for (const code of [2, 3, 4, 70, 126, 127]) t.equal(bisectExitCode(code), 129);
  t.equal(bisectExitCode(undefined), 0);
});
