import t from "tap";
import { type Findings, verdictOf } from "../../lib/judge/verdict.ts";
import type { Assertion } from "../../lib/results/schema.ts";

const one = (over: Partial<Assertion> = {}): Assertion => ({
  ...{ ok: true, of: "claim", name: "it holds", skip: null, detail: null },
  ...over,
});
const judged = (over: Partial<Findings>) =>
  verdictOf({ level: "MUST", assertions: [one()], ownFault: null, unseen: null, ...over });
const unseen = one({ skip: "it cannot be seen" });
const check = (over: Partial<Assertion> = {}) =>
  one({ of: "case", name: "nothing may be left behind", ...over });

t.test("a claim whose own assertions all held is held, or recorded, by its level", async (t) => {
  t.same(judged({}), { verdict: "held", reason: null });
  t.same(judged({ level: "SEE" }), { verdict: "recorded", reason: null });
});

t.test("what did not hold breaks any claim, its own or what is checked for every case", async (t) => {
  for (const level of ["MUST", "SEE"] as const) {
    const wrong = one({ ok: false, name: "PID 1 exits 0", detail: { observed: "exit 3" } });
    const reason = "exit 3; required: PID 1 exits 0";
    t.same(judged({ level, assertions: [wrong] }), { verdict: "broken", reason });
    t.same(
      judged({ level, assertions: [one(), check({ ok: false, detail: { observed: "left: 7" } }), wrong] }),
      {
        verdict: "broken",
        reason: `left: 7; required: nothing may be left behind; ${reason}`,
      },
    );
    t.same(
      judged({ level, assertions: [wrong, { ...wrong, of: "case" }] }),
      { verdict: "broken", reason },
      "said once",
    );
    t.match(judged({ level, assertions: [unseen, check({ ok: false })] }), { verdict: "broken" });
  }
});

t.test("a claim of whose subject nothing was seen is a skip, whatever else was checked", async (t) => {
  for (const level of ["MUST", "SEE"] as const) {
    t.same(judged({ level, assertions: [unseen, check()] }), {
      verdict: "skip",
      reason: "it cannot be seen",
    });
    t.same(judged({ level, assertions: [check()] }), {
      verdict: "skip",
      reason: "the claim observed nothing of its subject",
    });
    t.same(judged({ level, assertions: [check()], unseen: "PID 1 was not started" }), {
      verdict: "skip",
      reason: "PID 1 was not started",
    });
  }
});

t.test("what was asserted of nothing that was seen proves nothing", async (t) => {
  t.same(judged({ unseen: "no container ended" }), { verdict: "skip", reason: "no container ended" });
  t.match(judged({ unseen: "no container ended", assertions: [one({ ok: false })] }), { verdict: "broken" });
});

t.test("a MUST claim holds only when all of its assertions were made", async (t) => {
  t.same(judged({ assertions: [one(), unseen] }), { verdict: "skip", reason: "it holds: it cannot be seen" });
  const another = one({ name: "another", skip: "nor this" });
  t.same(
    judged({ assertions: [one(), unseen, another] }),
    { verdict: "skip", reason: "it holds: it cannot be seen" },
    "the first that was not made is told",
  );
  t.same(judged({ level: "SEE", assertions: [one(), unseen] }), { verdict: "recorded", reason: null });
  t.same(judged({ assertions: [one(), check({ skip: "no root" })] }), { verdict: "held", reason: null });
});

t.test("reasons of several skips are each said once", async (t) => {
  const assertions = [unseen, unseen, one({ skip: "another" }), one({ skip: "" })];
  t.same(judged({ assertions }), { verdict: "skip", reason: "it cannot be seen; another" });
});

t.test("a fault of the suite itself comes before everything", async (t) => {
  const ownFault = "the shim has ended by itself";
  t.same(judged({ ownFault }), { verdict: "error", reason: ownFault });
  t.same(judged({ ownFault, assertions: [one({ ok: false })] }), { verdict: "error", reason: ownFault });
  t.same(judged({ ownFault, assertions: [] }), { verdict: "error", reason: ownFault });
});
