import t from "tap";
import { knownEnd, statusOf } from "../../lib/judge/ending.ts";
import type { Fate } from "../../lib/results/schema.ts";

const exit = (code: number): Fate => ({ kind: "exit", code });
const unknown: Fate = { kind: "unknown", reason: "no root" };
const hang: Fate = { kind: "hang", where: "S" };
const signal: Fate = { kind: "signal", signal: "SIGKILL" };

t.test("the kernel's word goes before the report, and a hang is no end", async (t) => {
  t.same(knownEnd({ actual: exit(7), reported: exit(0) }), exit(7));
  t.same(knownEnd({ actual: signal, reported: exit(0) }), signal);
  t.same(knownEnd({ actual: unknown, reported: exit(0) }), exit(0));
  t.same(knownEnd({ actual: unknown, reported: unknown }), null);
  t.same(knownEnd({ actual: hang, reported: hang }), null);
  t.same(knownEnd({ actual: unknown, reported: { kind: "start-failed", message: "no" } }), null);
});

t.test("only an end is a status", async (t) => {
  t.same(statusOf({ actual: unknown, reported: exit(3) }), exit(3));
  t.same(statusOf({ actual: unknown, reported: signal }), signal);
  for (const reported of [unknown, hang]) t.same(statusOf({ actual: exit(0), reported }), null);
});
