import t from "tap";
import { costsOf } from "../../lib/shards/costs.ts";
import { sampleCase } from "../reporters/fixtures/sample-case.ts";

t.test("what an earlier run measured counts", async (t) => {
  const one = sampleCase({ milliseconds: 1234.6 });
  t.equal(costsOf([one], 20_000)(one), 1235);
});

t.test("a case of the next node costs what it cost with the last", async (t) => {
  const [old, older] = [
    sampleCase({ image: "node:20.20.2", milliseconds: 700 }),
    sampleCase({ image: "node:18.20.8", milliseconds: 900 }),
  ];
  t.equal(costsOf([old, older], 20_000)(sampleCase({ image: "node:22.1.0" })), 900);
  t.equal(costsOf([old, older], 20_000)(old), 700);
});

t.test("nothing costs nothing: what was skipped is spread too", async (t) => {
  const skipped = sampleCase({ milliseconds: 0 });
  t.ok(costsOf([skipped], 20_000)(skipped) > 0);
});

t.test("without an earlier run: by runtime and file system, and a hang is the time limit", async (t) => {
  const estimate = costsOf(null, 20_000);
  const cost = (over: Parameters<typeof sampleCase>[0]) => estimate(sampleCase(over));
  t.equal(cost({ suite: "server-gone", test: "exit-natural" }), 20_000);
  t.equal(cost({ suite: "stale-log", test: "keep-writing-beyond-a-pipe" }), 20_000);
  t.ok(cost({ runtime: "docker" }) > cost({ runtime: "runc" }));
  t.ok(cost({ runtime: "podman+crun" }) > cost({ runtime: "crun" }));
  t.ok(cost({ runtime: "runc" }) > cost({ runtime: "unshare" }));
  t.ok(cost({ filesystem: "nfs3+soft" }) > cost({ filesystem: "stalefs" }));
  t.equal(costsOf([], 20_000)(sampleCase()), cost({}), "an earlier run that does not know the case");
});
