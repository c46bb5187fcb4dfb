import { writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { broken, held, runOf } from "../compare/fixtures/runs.ts";
import { Place } from "../fixtures/fd012.ts";

t.test("compare exits 1 where anything is worse, else 0", async (t) => {
  const place = new Place(t);
  const at = (name: string) => join(place.directory, name);
  writeFileSync(at("good.json"), JSON.stringify(runOf(held())));
  writeFileSync(at("bad.json"), JSON.stringify(runOf(broken())));
  const worse = await place.run(t, "compare", at("good.json"), at("bad.json"));
  t.match(worse, { code: 1, stdout: /✘ exit-status\/code\/0 .*worse: held → broken[\s\S]*\n1 worse\n$/ });
  t.match(worse.stdout, / {2}kernel[\s\S]* {2}node[\s\S]* {2}libc/);
  t.match(await place.run(t, "compare", at("bad.json"), at("good.json")), { code: 0 });
  const json = await place.run(t, "compare", at("good.json"), at("bad.json"), "--format", "json");
  t.match(JSON.parse(json.stdout), { counts: { worse: 1 }, cases: [{ change: "worse" }] });
  const markdown = await place.run(t, "compare", at("good.json"), at("bad.json"), "--format", "markdown");
  t.match(markdown.stdout, /\| ✘ worse \|/);
});

t.test("a file that is no run of ours is one sentence and exit 2", async (t) => {
  const place = new Place(t);
  const run = runOf(held());
  const good = join(place.directory, "good.json");
  const text = JSON.stringify(run);
  writeFileSync(good, text);
  for (const [name, content] of [
    ["cut.json", text.slice(0, text.length / 2)],
    ["empty.json", ""],
    ["text.json", "hello"],
    ["other.json", "{}"],
    ["later.json", JSON.stringify({ ...run, head: { ...run.head, schema: 99 } })],
    ["earlier.json", JSON.stringify({ ...run, head: { ...run.head, schema: 1 } })],
  ] as const) {
    const path = join(place.directory, name);
    writeFileSync(path, content);
    const { code, stdout, stderr } = await place.run(t, "compare", good, path);
    t.match({ code, stdout, stderr }, { code: 2, stdout: "", stderr: /^fd012: [^\n]+\n$/ }, name);
    t.match(stderr, name);
  }
  for (const path of [place.directory, "/dev/zero", join(place.directory, "missing")])
    t.match(await place.run(t, "run", "--baseline", path), { code: 2, stderr: /^fd012: [^\n]+\n$/ }, path);
});
