import t from "tap";
import { reportedEnd, seenEnd, statusOf } from "../../lib/judge/ending.ts";
import type { Fate } from "../../lib/results/schema.ts";

const exit = (code: number): Fate => ({ kind: "exit", code });
const unknown: Fate = { kind: "unknown", reason: "no root" };
const hang: Fate = { kind: "hang", where: "S" };
const signal: Fate = { kind: "signal", signal: "SIGKILL" };

t.test("an end is seen by the kernel alone, and a hang is none", async (t) => {
  t.same(seenEnd({ actual: exit(7), reported: exit(0) }), exit(7));
  t.same(seenEnd({ actual: signal, reported: exit(0) }), signal);
  for (const actual of [unknown, hang, { kind: "start-failed", message: "no" } as Fate])
    t.same(seenEnd({ actual, reported: exit(0) }), null);
});

t.test("a report stands for an end only where the kernel's word is missing", async (t) => {
  t.same(reportedEnd({ actual: unknown, reported: exit(0) }), exit(0));
  for (const actual of [exit(7), signal, hang]) t.same(reportedEnd({ actual, reported: exit(0) }), null);
  for (const reported of [unknown, hang, signal]) t.same(reportedEnd({ actual: unknown, reported }), null);
});

t.test("what a runtime says that PID 1 outlived is no end of PID 1's", async (t) => {
  t.same(reportedEnd({ actual: unknown, reported: exit(2), outlived: true }), null);
  t.same(reportedEnd({ actual: unknown, reported: exit(2), outlived: false }), exit(2));
});

t.test("only an end is a status", async (t) => {
  t.same(statusOf({ actual: unknown, reported: exit(3) }), exit(3));
  t.same(statusOf({ actual: unknown, reported: signal }), signal);
  for (const reported of [unknown, hang]) t.same(statusOf({ actual: exit(0), reported }), null);
});
