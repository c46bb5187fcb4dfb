import t from "tap";
import { filesystems } from "../lib/filesystems/table.ts";
import { type CellNames, NEEDS, type Need, unmetNeed } from "../lib/needs.ts";
import { suites } from "../suites/index.ts";

const names: CellNames = { runtime: "runc", strategy: "direct-file", filesystem: "local", image: "node" };

t.test(
  "what is offered is no reason to skip; the first that is not is one sentence that says who lacks it",
  async (t) => {
    t.equal(unmetNeed([], new Set(), names), null);
    t.equal(unmetNeed(["fill"], new Set<Need>(["fill"]), names), null);
    t.equal(unmetNeed(["fill", "stop-server"], new Set<Need>(["fill"]), names), NEEDS["stop-server"](names));
    for (const say of Object.values(NEEDS)) t.match(say(names), /^(runc|local) /);
  },
);

t.test("each claim that needs something of its file system names one that offers it", async (t) => {
  for (const { suite, name, needs = [], filesystems: named } of suites.flatMap(({ tests }) => tests))
    for (const need of needs.filter((one) => ["fill", "stop-server", "inject-answers"].includes(one)))
      t.ok(
        filesystems.some((one) => named.includes(one.name) && one.offers?.includes(need)),
        `${suite}/${name}: ${need}`,
      );
});
