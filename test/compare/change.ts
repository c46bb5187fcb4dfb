import t from "tap";
import { changeOf } from "../../lib/compare/change.ts";
import { broken, errored, held, recorded, skipped } from "./fixtures/runs.ts";

const died = recorded("exit 127 · stale-abort · lost 0", "died");
const ended = recorded("exit 0 · lost 0");

t.test("the founding outage is worse, and its cure is better", async (t) => {
  t.match(changeOf([ended], [died]), { change: "worse", why: "died: 0 → 1", severity: 1 });
  t.match(changeOf([died], [ended]), { change: "better", why: "died: 1 → 0" });
});

t.test("worse in one respect is worse, whatever became better in another", async (t) => {
  const lossy = recorded("exit 0 · lost 8", ["lost", 8]);
  t.match(changeOf([died], [lossy]), { change: "worse", why: "lost: 0 → 8" });
});

t.test("an equal harm with another outcome is different", async (t) => {
  const otherwise = recorded("signal SIGSEGV · stale-abort · lost 0", "died");
  t.match(changeOf([died], [otherwise]), { change: "different", why: "another outcome" });
  t.match(changeOf([died], [died]), { change: "same", why: null });
  t.match(changeOf([held()], [held({ verdict: "recorded" })]), { change: "different" });
});

t.test("of several repetitions the first that shows it stands for them", async (t) => {
  const [one, other] = [held({ milliseconds: 1 }), held({ milliseconds: 2 })];
  t.equal(changeOf([one, other], [held()]).before, one, "what is the same");
  const differing = ["exit 1", "exit 2"].map((outcome) => held({ outcome }));
  const different = changeOf([held()], [held(), ...differing]);
  t.equal(different.after, differing[0], "another outcome");
  t.equal(
    changeOf([held()], [held({ outcome: "exit 1" })]).why,
    "another outcome",
    "a single one has no share",
  );
});

t.test("what gave no reason is told without", async (t) => {
  t.equal(changeOf([skipped({ reason: null })], [held()]).why, "was skipped before");
  t.equal(changeOf([held()], [skipped({ reason: null })]).why, "skipped now");
  t.equal(changeOf([held()], [errored({ reason: null })]).why, "the suite failed");
});

t.test("a skip and an error can be compared with no verdict", async (t) => {
  t.match(changeOf([skipped()], [skipped({ reason: "other" })]), { change: "same" });
  t.match(changeOf([held()], [skipped()]), { change: "skipped", why: "skipped now: not here" });
  t.match(changeOf([skipped()], [broken()]), { change: "new", why: "was skipped before: not here" });
  t.match(changeOf([errored()], [held()]), {
    change: "new",
    why: "was an error before: the shim did not end",
  });
  t.match(changeOf([held()], [errored()]), {
    change: "error",
    why: "the suite failed: the shim did not end",
  });
  t.match(changeOf([skipped()], [errored()]), { change: "error" });
  t.match(changeOf([errored()], [errored()]), { change: "same" });
  t.match(changeOf([errored()], [skipped()]), { change: "same" });
  const twice = changeOf([errored({ reason: "one" }), errored({ reason: "two" })], [errored()]);
  t.match(twice, { change: "same", before: { reason: "one" } }, "the first stands for them");
  const errors = changeOf([held()], [errored({ reason: "one" }), errored({ reason: "two" })]);
  t.match(errors, { change: "error", why: "the suite failed: one" });
});

t.test("every repetition counts, not only the last one", async (t) => {
  t.match(changeOf([held(), held()], [held(), errored()]), { change: "error" });
  t.match(changeOf([held(), held(), held()], [held(), broken(), held()]), {
    change: "worse",
    why: "held → broken in 1 of 3 repetitions",
    after: { verdict: "broken" },
  });
  t.match(changeOf([broken(), held(), held()], [broken(), broken(), broken()]), {
    change: "worse",
    why: "broken in 1 of 3 → 3 of 3 repetitions",
  });
  t.match(changeOf([skipped(), held()], [held(), skipped()]), { change: "same" });
  const other = held({ outcome: "exit 1 · lost 0" });
  t.match(changeOf([held()], [held(), other]), {
    change: "different",
    why: "another outcome in 1 of 2 repetitions",
    after: { outcome: "exit 1 · lost 0" },
  });
  t.match(changeOf([held(), other], [other]), { change: "same", before: { outcome: "exit 1 · lost 0" } });
});

t.test("what is no worse by any measure has no severity", async (t) => {
  for (const one of [
    changeOf([held()], [held()]),
    changeOf([held()], [errored()]),
    changeOf([held()], [skipped()]),
  ])
    t.equal(one.severity, Number.POSITIVE_INFINITY);
});
