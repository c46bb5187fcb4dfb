import { writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { historyFile } from "../../lib/history/schema.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { broken, held, runOf } from "../compare/fixtures/runs.ts";
import { Place } from "../fixtures/fd012.ts";

function stored(t: Test) {
  const place = new Place(t);
  const write = (name: string, version: string, one: CaseResult) => {
    const run = runOf(one);
    const path = join(place.directory, name);
    writeFileSync(
      path,
      JSON.stringify({ ...run, head: { ...run.head, runtimes: { [one.runtime]: version } } }),
    );
    return path;
  };
  return { place, write };
}

t.test("history shows first bad and first good, in four formats", async (t) => {
  const { place, write } = stored(t);
  const runs = [write("new.json", "1.21", held()), write("old.json", "1.8.1", broken())];
  t.match(await place.run(t, "history", ...runs), {
    code: 0,
    stderr: "",
    stdout:
      /^unshare by version: 1\.8\.1 → 1\.21\n[\s\S]*broken up to 1\.8\.1, held from 1\.21\n[\s\S]*1 became better\n$/,
  });
  const json = await place.run(t, "history", ...runs, "--format", "json");
  t.match(historyFile.parse(JSON.parse(json.stdout)).groups, [{ runtime: "unshare", counts: { better: 1 } }]);
  t.match(
    (await place.run(t, "history", ...runs, "--format", "markdown")).stdout,
    /\| claim \| cases \| history \|/,
  );
  const page = await place.run(t, "history", ...runs, "--format", "html");
  t.match(page.stdout, /^<!doctype html>[\s\S]*broken up to 1\.8\.1, held from 1\.21/);
  t.notMatch(page.stdout, /<script/);
});

t.test("where there is nothing to compare, it is one sentence and exit 2", async (t) => {
  const { place, write } = stored(t);
  const [one, same] = [write("one.json", "1", held()), write("same.json", "1", held())];
  const other = write("other.json", "2", held({ runtime: "crun" }));
  writeFileSync(join(place.directory, "text.json"), "hello");
  for (const [words, said] of [
    [[one], /One run is no history/],
    [[one, one], /is named twice/],
    [[one, same], /All runs of unshare are of one version/],
    [[one, other], /no runtime in common: they have unshare, crun/],
    [[one, other, "--runtime", "runc"], /No run has a runtime "runc"; they have unshare, crun/],
    [[one, join(place.directory, "text.json")], /text\.json is not JSON/],
    [[one, join(place.directory, "missing")], /missing does not exist/],
    [[one, same, "--by", "kernl"], /There is no order "kernl"; did you mean "kernel"/],
    [[one, same, "--format", "yaml"], /There is no format "yaml"/],
  ] as [string[], RegExp][]) {
    const ended = await place.run(t, "history", ...words);
    t.match(ended, { code: 2, stdout: "", stderr: /^fd012: [^\n]+\n$/ }, words.join(" "));
    t.match(ended.stderr, said);
  }
});

t.test("runs of one version are ordered by date where that is asked for", async (t) => {
  const { place, write } = stored(t);
  const path = write("one.json", "1", held());
  const later = runOf(broken());
  const second = join(place.directory, "two.json");
  writeFileSync(
    second,
    JSON.stringify({
      ...later,
      head: { ...later.head, runtimes: { unshare: "1" }, started: "2026-07-01T00:00:00.000Z" },
    }),
  );
  t.match(await place.run(t, "history", second, path, "--by", "date"), {
    code: 0,
    stdout: /1 became worse\n$/,
  });
});
