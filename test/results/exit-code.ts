import t from "tap";
import { exitCodeOf } from "../../lib/results/exit-code.ts";

const none = { pass: 0, fail: 0, skip: 0, error: 0 };
const code = (counts: Partial<typeof none>, { interrupted = false, problems = [] as string[] } = {}) =>
  exitCodeOf({ counts: { ...none, ...counts }, interrupted, problems, milliseconds: 0 });

t.test("as expected is 0, skips or not", async (t) => {
  t.same([code({ pass: 3 }), code({ pass: 1, skip: 9 })], [0, 0]);
});

t.test("a failure, an error and trouble outside of any case are 1", async (t) => {
  t.same(
    [code({ pass: 3, fail: 1 }), code({ pass: 3, error: 1 }), code({ pass: 3 }, { problems: ["x"] })],
    [1, 1, 1],
  );
});

t.test("nothing that ran is 4: no green for an empty run", async (t) => {
  t.same([code({}), code({ skip: 5 })], [4, 4]);
});

t.test("an interruption is 130 whatever came before", async (t) => {
  t.equal(code({ pass: 3, fail: 1 }, { interrupted: true }), 130);
});

t.test("flaky is no green, unless the caller leaves it out", async (t) => {
  const tail = { counts: { ...none, pass: 3 }, interrupted: false, problems: [], milliseconds: 0 };
  t.same([exitCodeOf(tail, 1), exitCodeOf(tail)], [1, 0]);
});
