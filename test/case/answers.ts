import t from "tap";
import { answersOf } from "../../lib/case/answers.ts";

t.test("answers are taken as they were given, in their order", async (t) => {
  const answers = { write: "ok", fstat: "ESTALE", "close-after-write": "errno 133" };
  t.same(Object.entries(answersOf({ event: "answered", answers }) ?? {}), Object.entries(answers));
});

t.test("what has not their form is left out: a container may say anything", async (t) => {
  const answers = {
    fstat: "ESTALE\u001b[2J",
    "\u001b": "ok",
    write: 7,
    fsync: null,
    read: "okay",
    close: "ok",
  };
  t.same(answersOf({ event: "answered", answers }), { close: "ok" });
  t.equal(answersOf({ event: "answered", answers: "ok" }), undefined);
  t.equal(answersOf(undefined), undefined);
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, n) => ["a".repeat(n % 32) + "-".repeat(n / 32 + 1), "ok"]),
  );
  t.ok(Object.keys(answersOf({ event: "answered", answers: many }) ?? {}).length <= 32);
});
