import t from "tap";
import { isAmong, sameFate } from "../../lib/judge/same-fate.ts";
import type { Fate } from "../../lib/results/schema.ts";

const exit = (code: number): Fate => ({ kind: "exit", code });
const signal = (name: string): Fate => ({ kind: "signal", signal: name });

t.test("a status is reported as that status", async (t) => {
  t.ok(sameFate(exit(127), exit(127)));
  t.notOk(sameFate(exit(127), exit(0)));
  t.notOk(sameFate(exit(137), signal("SIGKILL")), "an exit by itself is no death by a signal");
});

t.test(
  "a signal is reported as 128 + its number; a runtime that dies of it has reported nothing",
  async (t) => {
    t.notOk(sameFate(signal("SIGKILL"), signal("SIGKILL")));
    t.ok(sameFate(signal("SIGKILL"), exit(137)));
    t.notOk(sameFate(signal("SIGKILL"), exit(143)));
    t.notOk(sameFate(signal("SIGKILL"), exit(9)));
    t.notOk(sameFate(signal("SIGKILL"), signal("SIGTERM")));
  },
);

t.test("an end is one of those that were meant, in either way of telling a signal", async (t) => {
  const meant = [exit(0), signal("SIGTERM")];
  for (const end of [exit(0), signal("SIGTERM"), exit(143)]) t.ok(isAmong(end, meant));
  for (const end of [exit(1), signal("SIGKILL"), exit(137), exit(15)]) t.notOk(isAmong(end, meant));
  t.notOk(isAmong(exit(0), []));
});

t.test("a signal without a number on this machine is never a status", async (t) => {
  t.notOk(sameFate(signal("SIG40"), exit(128)));
});

t.test("a hang is a hang wherever it hangs", async (t) => {
  t.ok(sameFate({ kind: "hang", where: "a" }, { kind: "hang", where: "b" }));
  t.notOk(sameFate({ kind: "hang", where: "a" }, exit(0)));
});
