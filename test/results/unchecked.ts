import t from "tap";
import { uncheckedAssertions } from "../../lib/results/unchecked.ts";

function result(...names: [name: string, skip: string | null][]) {
  return {
    assertions: names.map(([name, skip]) => ({ ok: true, of: "claim" as const, name, skip, detail: null })),
  };
}

t.test("skipped assertions are counted by name and reason, the most frequent first", async (t) => {
  const results = [
    result(["a", "no root"], ["b", null]),
    result(["c", "no root"]),
    result(["c", "no root"]),
    result(["c", "no trace"]),
  ];
  t.same(uncheckedAssertions(results), [
    { name: "c", reason: "no root", times: 2 },
    { name: "a", reason: "no root", times: 1 },
    { name: "c", reason: "no trace", times: 1 },
  ]);
});
