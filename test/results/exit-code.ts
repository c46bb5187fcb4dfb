import t from "tap";
import { exitCodeOf, ungatedExitCode } from "../../lib/results/exit-code.ts";

const none = { held: 0, broken: 0, recorded: 0, skip: 0, error: 0, harmed: 0 };
const code = (counts: Partial<typeof none>, { interrupted = false, problems = [] as string[] } = {}) =>
  exitCodeOf({ counts: { ...none, ...counts }, interrupted, problems, milliseconds: 0 });

t.test("as expected is 0, skips or not", async (t) => {
  t.same([code({ held: 3 }), code({ recorded: 3, harmed: 3 }), code({ held: 1, skip: 9 })], [0, 0, 0]);
});

t.test("a failure, an error and trouble outside of any case are 1", async (t) => {
  t.same(
    [code({ held: 3, broken: 1 }), code({ held: 3, error: 1 }), code({ held: 3 }, { problems: ["x"] })],
    [1, 1, 1],
  );
});

t.test("nothing that ran is 4: no green for an empty run", async (t) => {
  t.same([code({}), code({ skip: 5 })], [4, 4]);
});

t.test("an interruption is 130 whatever came before", async (t) => {
  t.equal(code({ held: 3, broken: 1 }, { interrupted: true }), 130);
});

t.test("flaky is no green, unless the caller leaves it out", async (t) => {
  const tail = { counts: { ...none, held: 3 }, interrupted: false, problems: [], milliseconds: 0 };
  t.same([exitCodeOf(tail, 1), exitCodeOf(tail)], [1, 0]);
});

t.test("without the verdicts, interruption, problems and a run of nothing are left", async (t) => {
  const of = (counts: Partial<typeof none>, interrupted = false, problems: string[] = []) =>
    ungatedExitCode({ counts: { ...none, ...counts }, interrupted, problems, milliseconds: 0 });
  t.same([of({ broken: 2 }), of({ error: 1 }), of({ recorded: 1 })], [0, 0, 0]);
  t.same([of({ held: 1 }, true), of({ held: 1 }, false, ["x"]), of({ skip: 4 })], [130, 1, 4]);
});
