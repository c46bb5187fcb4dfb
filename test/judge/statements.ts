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

async function said(
  state: (t: Assertions["t"], of: { fate: { actual: Fate; reported: Fate } }) => void,
  actual: Fate,
  reported: Fate,
) {
  const assertions = new Assertions("case");
  state(assertions.t, { fate: { actual, reported } });
  return assertions.end();
}

t.test("an end that was seen is the subject, by the kernel's word or by the report", async (t) => {
  t.match(await said(seesEnd, exit(127), exit(0)), [
    { ok: true, skip: null, name: "PID 1 was seen to end: exit 127" },
  ]);
  t.match(await said(seesEnd, unknown("no root"), exit(3)), [
    { skip: null, name: "PID 1 was seen to end: exit 3" },
  ]);
  t.match(await said(seesEnd, unknown("no root"), unknown("nobody")), [
    { ok: true, skip: "unknown: no root; reported: unknown: nobody" },
  ]);
  t.same(await said(seesEnd, hang, hang), [], "a hang breaks every case by itself");
  t.same(await said(seesEnd, exit(0), hang), []);
});

t.test("a required end is held against what was seen", async (t) => {
  const required = (end: Fate) => (t: Assertions["t"], of: Parameters<typeof endsBy>[1]) =>
    endsBy(t, of, end);
  t.match((await said(required(exit(0)), exit(0), exit(0))).at(-1), {
    ok: true,
    name: "PID 1 ends by exit 0",
  });
  t.match((await said(required(exit(0)), exit(3), exit(3))).at(-1), {
    ok: false,
    detail: { observed: "it ended by exit 3" },
  });
  t.match((await said(required(signal("SIGABRT")), unknown("no root"), exit(134))).at(-1), { ok: true });
  t.match(await said(required(exit(0)), unknown("no root"), unknown("nobody")), [
    { ok: true, skip: /no root/ },
  ]);
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
    { ok: true, skip: "the kernel did not tell it: unknown: no root" },
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
