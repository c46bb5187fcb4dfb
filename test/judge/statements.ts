import t from "tap";
import { Assertions } from "../../lib/case/assertions.ts";
import { endsBy, reports, seesEnd } from "../../lib/judge/statements.ts";
import type { Fate } from "../../lib/results/schema.ts";

const exit = (code: number): Fate => ({ kind: "exit", code });
const signal = (name: string): Fate => ({ kind: "signal", signal: name });
const unknown = (reason: string, byDesign = false): Fate => ({
  kind: "unknown",
  reason,
  ...(byDesign && { byDesign }),
});
const hang: Fate = { kind: "hang", where: "S in pipe_write" };

type Ends = { fate: { actual: Fate; reported: Fate } };

async function said(state: (t: Assertions["t"], of: Ends) => void, actual: Fate, reported: Fate) {
  const assertions = new Assertions("case");
  state(assertions.t, { fate: { actual, reported } });
  return assertions.end();
}

t.test("an end that the kernel saw is the subject, whatever was reported", async (t) => {
  t.match(await said(seesEnd, exit(127), exit(0)), [
    { ok: true, skip: null, name: "PID 1 was seen to end: exit 127" },
  ]);
  const skip = "the kernel did not tell it: no root; reported: nothing (nobody)";
  t.match(await said(seesEnd, unknown("no root"), unknown("nobody")), [{ ok: true, skip }]);
  t.same(await said(seesEnd, hang, hang), [], "a hang breaks every case by itself");
  t.same(await said(seesEnd, exit(0), hang), []);
});

t.test("a runtime's own word that all went well is no observation, and that it did not is", async (t) => {
  const meaning = (meant: Fate[] | null) => (t: Assertions["t"], of: Ends) =>
    void seesEnd(t, { ...of, meant });
  const skip = "the kernel did not tell it: no root; reported: exit 0";
  t.match(await said(meaning([exit(0)]), unknown("no root"), exit(0)), [{ skip }]);
  t.match(await said(meaning([exit(0), signal("SIGTERM")]), unknown("no root"), exit(143)), [
    { skip: /no root; reported: exit 143/ },
  ]);
  t.match(await said(meaning([exit(0)]), unknown("no root"), exit(127)), [
    { ok: true, skip: null, name: "PID 1 was reported to end: exit 127" },
  ]);
  t.match(await said(meaning([exit(0)]), unknown("no root"), signal("SIGABRT")), [
    { skip: /no root; reported: signal SIGABRT/ },
  ]);
  t.match(await said(meaning(null), unknown("no root"), exit(127)), [{ skip: /no root/ }], "it means none");
  t.match(
    await said(seesEnd, unknown("no root"), exit(3)),
    [{ skip: /no root/ }],
    "nobody says what it means",
  );
});

t.test("what a claim goes on with is the end that was seen, or reported otherwise than meant", async (t) => {
  const { t: own } = new Assertions("case");
  const end = (actual: Fate, reported: Fate) =>
    seesEnd(own, { fate: { actual, reported }, meant: [exit(0)] });
  t.same(end(exit(127), exit(0)), exit(127));
  t.same(end(unknown("no root"), exit(127)), exit(127));
  t.same(end(unknown("no root"), exit(0)), null);
  t.same(end(hang, hang), null);
});

t.test("a required end is held against what the kernel saw, and against nothing else", async (t) => {
  const required = (end: Fate) => (t: Assertions["t"], of: Ends) => endsBy(t, of, end);
  t.match((await said(required(exit(0)), exit(0), exit(0))).at(-1), {
    ok: true,
    skip: null,
    name: "PID 1 ends by exit 0",
  });
  t.match((await said(required(exit(0)), exit(3), exit(3))).at(-1), {
    ok: false,
    detail: { observed: "it ended by exit 3" },
  });
  t.match((await said(required(signal("SIGABRT")), exit(134), exit(0))).at(-1), { ok: true, skip: null });
  for (const reported of [exit(0), exit(3), unknown("nobody")])
    t.match(await said(required(exit(0)), unknown("no root"), reported), [
      { ok: true, name: "PID 1's end is seen", skip: /^the kernel did not tell it: no root/ },
    ]);
  t.equal((await said(required(exit(0)), unknown("no root"), exit(0))).length, 1);
  t.same(await said(required(exit(0)), hang, hang), []);
});

t.test("a report is true, or it is not, and a signal that killed the runtime itself is none", async (t) => {
  const [name] = ["the runtime reports how PID 1 ended"];
  t.match(await said(reports, exit(7), exit(7)), [{ ok: true, skip: null, name }]);
  t.match(await said(reports, signal("SIGKILL"), exit(137)), [{ ok: true, skip: null }]);
  t.match(await said(reports, exit(127), exit(0)), [
    { ok: false, name, detail: { observed: "the runtime reported exit 0; PID 1 ended by exit 127" } },
  ]);
  t.match(await said(reports, signal("SIGSEGV"), signal("SIGSEGV")), [
    { ok: false, detail: { observed: /^the runtime itself died of SIGSEGV, and reported nothing; PID 1/ } },
  ]);
  t.match(await said(reports, exit(0), unknown("the daemon is gone")), [
    { ok: false, detail: { observed: /^the runtime reported nothing \(unknown: the daemon is gone\)/ } },
  ]);
});

t.test("without a report by design, or without a truth to hold it against, nothing is claimed", async (t) => {
  t.match(await said(reports, exit(0), unknown("a shell waits", true)), [
    { ok: true, skip: "a shell waits" },
  ]);
  t.match(await said(reports, unknown("no root"), exit(0)), [
    { ok: true, skip: "the kernel did not tell it: no root" },
  ]);
  t.same(await said(reports, hang, hang), []);
});

t.test("what the workload does by itself stands in for the kernel's word", async (t) => {
  const meaning = (end: Fate) => (t: Assertions["t"], of: Parameters<typeof reports>[1]) =>
    reports(t, of, end);
  t.match(await said(meaning(exit(7)), unknown("no root"), exit(7)), [{ ok: true, skip: null }]);
  t.match(await said(meaning(signal("SIGTERM")), unknown("no root"), exit(1)), [{ ok: false }]);
  t.match(await said(meaning(signal("SIGTERM")), unknown("no root"), exit(143)), [{ ok: true, skip: null }]);
  t.match(
    await said(meaning(exit(7)), exit(3), exit(7)),
    [{ ok: false }],
    "the kernel's word goes before it",
  );
});
