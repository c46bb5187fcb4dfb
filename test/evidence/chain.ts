import t from "tap";
import { Chain } from "../../lib/evidence/chain.ts";

t.test(
  "a link that repeats the one before it is counted, one that comes again later is told again",
  async (t) => {
    const chain = new Chain();
    for (const text of ["a", "a", "b", "a"]) chain.add("link", text, "observed", 0);
    t.same(
      chain.links().map(({ text }) => text),
      ["a ×2", "b", "a"],
    );
  },
);

t.test("a link counts from when it was first seen", async (t) => {
  const chain = new Chain();
  chain.add("link", "a", "observed", 1);
  chain.add("link", "a", "observed", 2);
  t.match(chain.links(), [{ seconds: 1 }]);
});

t.test("what is known better replaces the last link, if it is of that name", async (t) => {
  const chain = new Chain();
  chain.add("signal", "SIGTERM", "observed", 1);
  chain.replaceLast("signal", "SIGTERM discarded", "observed", 2);
  chain.replaceLast("other", "c", "observed", 3);
  t.same(
    chain.links().map(({ text }) => text),
    ["SIGTERM discarded", "c"],
  );
});

t.test("a link is put after the last one of a name, with its time", async (t) => {
  const chain = new Chain();
  for (const [name, seconds] of [
    ["cause", 1],
    ["cause2", 2],
    ["cause", 3],
    ["effect", 4],
  ] as const)
    chain.add(name, name, "observed", seconds);
  chain.insertAfterLast("cause", "why", "why", "inferred");
  t.match(
    chain.links().map(({ name, seconds }) => [name, seconds]),
    [
      ["cause", 1],
      ["cause2", 2],
      ["cause", 3],
      ["why", 3],
      ["effect", 4],
    ],
  );
});

t.test("a chain without links is empty", async (t) => {
  t.ok(new Chain().isEmpty);
  t.same(new Chain().links(), []);
});
