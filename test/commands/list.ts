import t from "tap";
import { suites } from "../../suites/index.ts";
import { fd012 } from "../fixtures/fd012.ts";

const names = suites.flatMap(({ tests }) => tests.map(({ suite, name }) => `${suite}/${name}`));

t.test("every claim is listed, and every name that run takes", async (t) => {
  const { code, stdout } = await fd012(t, "list");
  t.equal(code, 0);
  for (const name of names) t.ok(stdout.includes(` ${name} `), name);
  const claims = stdout.split("\n").filter((line) => / {2}(MUST|SEE) /.test(line));
  const sentences = suites.flatMap(({ tests }) => tests.map(({ claim }) => claim));
  const places = claims.map((line) =>
    line.indexOf(sentences.find((claim) => line.endsWith(` ${claim}`)) ?? "?"),
  );
  t.equal(new Set(places).size, 1, "all claims begin in one column");
  for (const title of ["runtimes", "strategies", "filesystems", "images", "reporters"])
    t.match(stdout, new RegExp(`^${title}\\n {2}\\S`, "m"));
});

t.test("a pattern lists its claims alone", async (t) => {
  const { stdout } = await fd012(t, "list", "exit-status/signal*");
  t.match(stdout, /exit-status\/signal\/SIGTERM/);
  t.notMatch(stdout, /exit-status\/code|runtimes/);
});

t.test("as JSON it holds the same, for programs", async (t) => {
  const { code, stdout, stderr } = await fd012(t, "list", "--json");
  t.match({ code, stderr }, { code: 0, stderr: "" });
  const listed = JSON.parse(stdout);
  t.same(
    listed.tests.map(({ test }: { test: string }) => test),
    names,
  );
  t.match(listed.tests[0], { claim: String, cites: [String], strategies: [String], byHand: [String] });
  t.match(listed.runtimes[0], { name: String, summary: String });
});
