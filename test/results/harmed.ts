import t from "tap";
import { harmedGroups } from "../../lib/results/harmed.ts";
import { diedBy, sampleCase } from "../reporters/fixtures/sample-case.ts";

const lost = { harm: "lost" as const, amount: 8, text: "8 bytes" };
const attempts = [{ verdict: "broken" as const, outcome: null, reason: "once", milliseconds: 1 }];

t.test("cases of one test that were harmed alike are together, the worst harm first", async (t) => {
  const cases = [
    sampleCase({ test: "lossy", harms: [lost] }),
    sampleCase({ test: "dead", harms: [diedBy("exit 127")] }),
    sampleCase({ test: "dead", harms: [diedBy("exit 127"), lost] }),
    sampleCase({ test: "lossy", strategy: "shim-pipe", harms: [{ ...lost, text: "other words" }] }),
    sampleCase({ test: "well" }),
    sampleCase({ test: "broken", verdict: "broken", harms: [lost] }),
    sampleCase({ test: "flaky", attempts, harms: [lost] }),
  ];
  t.same(
    harmedGroups(cases).map((group) => group.map((one) => `${one.test} ${one.strategy} ${one.harms.length}`)),
    [["dead direct-file 1"], ["dead direct-file 2"], ["lossy direct-file 1", "lossy shim-pipe 1"]],
  );
});
