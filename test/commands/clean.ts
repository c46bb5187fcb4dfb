import { join } from "node:path";
import t from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import { fd012, Place } from "../fixtures/fd012.ts";
import { remains, runsIn } from "../fixtures/remains.ts";
import { runUnderWay } from "../fixtures/run-under-way.ts";
import { needs } from "../requirement.ts";

// Daemons are the whole machine's: what another test has left with one, as they run side by side, is not this test's.
function ours(stdout: string): string {
  const lines = stdout.split("\n").filter((line) => !/^removed (podman|docker|containerd) /.test(line));
  return lines.join("\n") || "nothing to clean\n";
}

t.test("where nothing was left it says so", async (t) => {
  const { code, stdout, stderr } = await fd012(t, "clean");
  t.match({ code, stdout: ours(stdout), stderr }, { code: 0, stdout: "nothing to clean\n", stderr: "" });
});

t.test(
  "a run that was killed hinders no other, and clean removes what it left and says what",
  needs("root"),
  async (t) => {
    const place = new Place(t);
    const long = ["stale-log", "bytes", "--runtime", "unshare"];
    const { child, ended, out, runs } = await runUnderWay(t, place, ...long);
    child.kill("SIGKILL");
    t.equal((await ended).code, "SIGKILL");
    t.same(runsIn(place.temporary), runs, "its directory is left");

    const after = await place.run(
      t,
      "run",
      "bytes/exact-sizes/1",
      "--runtime",
      "unshare",
      "--out",
      join(place.directory, "next"),
    );
    t.equal(after.code, 0, after.stderr);

    const cleaned = await place.run(t, "clean");
    t.match(cleaned, { code: 0, stderr: "" });
    t.match(cleaned.stdout, `removed directory ${join(place.temporary, runs[0] as string)}\n`);
    t.same(remains(place.temporary, runs), []);
    t.equal(ours((await place.run(t, "clean")).stdout), "nothing to clean\n");
    t.match(await readRun(out), { tail: { interrupted: true } }, "the killed run's report can be read");
  },
);

t.test("two at once do not fail over each other", needs("root", "runc"), async (t) => {
  const place = new Place(t);
  const long = ["stale-log", "--runtime", "unshare", "--runtime", "runc"];
  const { child, ended, runs } = await runUnderWay(t, place, ...long);
  child.kill("SIGKILL");
  await ended;
  const both = await Promise.all([place.run(t, "clean"), place.run(t, "clean")]);
  for (const { code, stderr } of both) t.match({ code, stderr }, { code: 0, stderr: "" });
  t.same(remains(place.temporary, runs), []);
});

t.test("a run under way is not touched", needs("root"), async (t) => {
  const place = new Place(t);
  const { ended } = await runUnderWay(t, place, "bytes", "--runtime", "unshare");
  const { code, stdout } = await place.run(t, "clean");
  t.match({ code, stdout: ours(stdout) }, { code: 0, stdout: "nothing to clean\n" });
  t.equal((await ended).code, 0);
});
