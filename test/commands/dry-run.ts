import { existsSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { Place } from "../fixtures/fd012.ts";
import { remains } from "../fixtures/remains.ts";
import { needs } from "../requirement.ts";

const unshare = ["--runtime", "unshare", "--filesystem", "local"];

t.test("a dry run shows each case, or why it is skipped, and starts nothing", needs("root"), async (t) => {
  const place = new Place(t);
  const claims = ["wiring/strategy-honoured", "wiring/cli-closed"];
  const strategies = ["--strategy", "direct-file", "--strategy", "shim-pipe"];
  const { code, stdout, stderr } = await place.run(
    t,
    "run",
    "--dry-run",
    ...claims,
    ...strategies,
    ...unshare,
  );
  t.equal(code, 0);
  const lines = stdout.trimEnd().split("\n");
  t.match(lines[0], /^run {3}wiring\/strategy-honoured unshare direct-file local node$/);
  t.ok(
    lines.some((line) =>
      /^skip {2}wiring\/cli-closed unshare shim-pipe local actor {2}# unshare executes nothing/.test(line),
    ),
    stdout,
  );
  const [ready, skipped] = ["run ", "skip"].map(
    (word) => lines.filter((line) => line.startsWith(word)).length,
  );
  t.equal(stderr, `dry run: ${ready} of ${lines.length} cases would run, ${skipped} would be skipped\n`);
  t.notOk(existsSync(join(place.directory, "work/reports")), "no report");
  t.same(remains(place.temporary, []), []);
});

t.test("of what would be skipped altogether it says that nothing would run", needs("root"), async (t) => {
  const { code, stdout } = await new Place(t).run(t, "run", "--dry-run", "wiring/cli-closed", ...unshare);
  t.match({ code, stdout }, { code: 4, stdout: /^(skip .*\n)+$/ });
});

t.test("it takes the selection, what is excluded from it, and the shard", needs("root"), async (t) => {
  const place = new Place(t);
  const dry = async (...words: string[]) => {
    const { stdout } = await place.run(t, "run", "wiring", ...words, "--dry-run", ...unshare);
    return stdout.split("\n").filter(Boolean);
  };
  const [all, less] = [
    await dry(),
    await dry("--exclude", "wiring/strategy-*", "--exclude", "wiring/no-extra-fds"),
  ];
  const isExcluded = (line: string) => /wiring\/(strategy-|no-extra-fds )/.test(line);
  t.ok(all.some(isExcluded));
  t.same(
    less,
    all.filter((line) => !isExcluded(line)),
  );
  const shards = [await dry("--shard", "1/2"), await dry("--shard", "2/2")];
  t.same(shards.flat().sort(), [...all].sort());
});

t.test("what is excluded must be known, and something must be left", needs("root"), async (t) => {
  const place = new Place(t);
  const unknown = await place.run(t, "run", "--exclude", "wirin", "--dry-run");
  t.match(unknown, { code: 2, stderr: /^fd012: There is no test "wirin"; did you mean "wiring"/ });
  const none = await place.run(t, "run", "wiring", "--exclude", "wiring", "--dry-run", ...unshare);
  t.match(none, { code: 4, stderr: /^fd012: Nothing to run: / });
});

t.test("what does not go together is said at once", async (t) => {
  for (const word of ["--dry-run", "--last-failed"]) {
    const { code, stderr } = await new Place(t).run(t, "run", "--vm", "6.1", word);
    t.match(
      { code, stderr },
      { code: 2, stderr: `fd012: --vm and ${word} do not go together: leave one out.\n` },
    );
  }
});
