import t from "tap";
import { editedPlainList, isPlainList, plainEntries } from "../../lib/compare/plain-list.ts";

const list = `# What crun is known to do
wiring/closed-all crun shim-pipe local node  # https://example.org/issues/7

stale-log/* * direct-file  # fixed in main, not in 1.8
exit-status  # all of it #9
`;
const entries = (text: string) => plainEntries("known.txt", text).map(({ expectation }) => expectation);

t.test("a line is a cell as a report names it, and a reason", async (t) => {
  const known = { verdict: "broken", expires: null };
  t.same(entries(list), [
    {
      ...{ ...known, case: "wiring/closed-all", bug: "https://example.org/issues/7" },
      ...{ runtime: "crun", strategy: "shim-pipe", filesystem: "local", image: "node" },
    },
    { ...known, case: "stale-log/*", strategy: "direct-file", bug: "fixed in main, not in 1.8" },
    { ...known, case: "exit-status", bug: "all of it #9" },
  ]);
  t.same(entries("wiring\tcrun  # why\r\n"), [{ ...known, case: "wiring", runtime: "crun", bug: "why" }]);
});

t.test("a line that cannot be meant is refused with its number", async (t) => {
  for (const [line, message] of [
    ["wiring/closed-all crun", /known\.txt, line 2: it gives no reason; a line is: SUITE\/TEST /],
    ["wiring/closed-all crun #", /gives no reason/],
    ["wiring/closed-all crun # TODO", /line 2: say the reason/],
    ["wiring/closed-all crun shim-pipe local node #2 # why", /names more than a cell has/],
  ] as const)
    t.throws(() => entries(`# a list\n${line}\n`), { code: "EXPECT_INVALID", message });
});

t.test("it is known by its name, and else by how it begins", async (t) => {
  for (const [path, text, is] of [
    ["known.txt", list, true],
    ["known", list, true],
    ["known.yaml", list, false],
    ["known.txt", "# comment\n- case: wiring\n", false],
    ["known", "[]\n", false],
    ["known.txt", "# nothing\n", false],
  ] as const)
    t.equal(isPlainList(path, text), is, `${path}: ${text.slice(0, 12)}`);
});

t.test("an edited list keeps every other byte", async (t) => {
  const added = {
    case: "bytes/torn",
    runtime: "crun",
    verdict: "broken",
    bug: "TODO",
    expires: null,
  } as const;
  t.equal(
    editedPlainList(list, new Set([1]), [added]),
    `${list.replace(/stale-log.*\n/, "")}bytes/torn crun  # TODO\n`,
  );
  t.equal(editedPlainList(list, new Set(), []), list);
});
