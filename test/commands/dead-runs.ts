import t from "tap";
import { isDeadRuns } from "../../lib/commands/clean.ts";
import { thisOwner } from "../../lib/host/owner.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { deadOwner, runDirectory } from "../host/fixtures/dead-run.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

t.test(
  "a container is of a dead run by its owner's label, and without one by its directory here",
  async (t) => {
    const label = "/tmp/fd012-is-not-here/case-1";
    t.ok(isDeadRuns(label, JSON.stringify(deadOwner)));
    t.notOk(isDeadRuns(label, JSON.stringify(thisOwner())));
    t.ok(isDeadRuns(`${runDirectory(deadOwner)}/case-1`, ""));
    t.notOk(isDeadRuns(`${runDirectory(thisOwner())}/case-1`, ""));
  },
);

t.test("a run in another container, whose directory is not here, is left alone", async (t) => {
  const label = "/tmp/fd012-is-not-here/case-1";
  t.notOk(isDeadRuns(label, ""));
  t.notOk(isDeadRuns(label, JSON.stringify({ ...deadOwner, pidNamespace: "pid:[1]" })));
  t.notOk(isDeadRuns(label, "<no value>"));
});
