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

const OF_FILESYSTEMS: readonly Need[] = [
  ...([
    "fill",
    "stop-server",
    "inject-answers",
    "read-only",
    "quota",
    "inode-flags",
    "device-nodes",
  ] as const),
];
/** What is done to a file system as a whole, and to everybody's log on it. */
const OF_ALL_OF_IT: readonly Need[] = ["fill", "stop-server", "read-only", "quota"];

t.test("each claim that does something to a file system as a whole has one of its own", async (t) => {
  for (const { suite, name, needs = [], owns = [] } of suites.flatMap(({ tests }) => tests))
    if (needs.some((need) => OF_ALL_OF_IT.includes(need)))
      t.ok(owns.includes("filesystem"), `${suite}/${name}`);
});

t.test("each claim that needs a daemon of the suite's own owns one: only then there is one", async (t) => {
  for (const { suite, name, needs = [], owns = [] } of suites.flatMap(({ tests }) => tests))
    if (needs.includes("daemon")) t.ok(owns.includes("daemon"), `${suite}/${name}`);
});

t.test("each claim that needs something of its file system names one that offers it", async (t) => {
  for (const { suite, name, needs = [], filesystems: named } of suites.flatMap(({ tests }) => tests))
    for (const need of needs.filter((one) => OF_FILESYSTEMS.includes(one)))
      t.ok(
        filesystems.some(
          ({ name, offers, tries }) =>
            named.includes(name) && (offers?.includes(need) || need in (tries ?? {})),
        ),
        `${suite}/${name}: ${need}`,
      );
});
