import { once } from "node:events";
import { watch } from "node:fs";
import t from "tap";
import { within } from "../../lib/host/deadline.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { remains, runsIn } from "../fixtures/remains.ts";
import { runUnderWay } from "../fixtures/run-under-way.ts";
import { needs } from "../requirement.ts";

const long = ["stale-log", "bytes", "--runtime", "unshare"];

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  t.test(
    `a run that is ended by ${signal} exits with 130 and leaves nothing but its report`,
    needs("root"),
    async (t) => {
      const place = new Place(t);
      const { child, ended, out, runs } = await runUnderWay(t, place, ...long);
      t.equal(runs.length, 1, "it is under way");
      child.kill(signal);
      t.equal((await ended).code, 130);
      t.same(remains(place.temporary, runs), []);
      t.match(await readRun(out), {
        tail: { interrupted: true, exitCode: 130, problems: [], counts: { broken: 0, error: 0 } },
      });
    },
  );
}

t.test("an interruption before the first case leaves nothing either", needs("root"), async (t) => {
  const place = new Place(t);
  const watcher = watch(place.temporary);
  const begun = once(watcher, "change");
  const { child, ended } = place.start(t, "run", ...long, "--reporter", "tap");
  await within(begun, 30_000, "the run's directory");
  watcher.close();
  const runs = runsIn(place.temporary);
  child.kill("SIGINT");
  t.equal((await ended).code, 130);
  t.same(remains(place.temporary, runs), []);
});
