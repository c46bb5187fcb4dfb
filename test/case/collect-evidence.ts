import t from "tap";
import type { Stage } from "../../lib/case/case.ts";
import { collectEvidence } from "../../lib/case/collect-evidence.ts";
import type { Told } from "../../lib/observe/told.ts";
import type { Fate, TraceEvent } from "../../lib/results/schema.ts";
import type { Running } from "../../lib/runtimes/runtime.ts";
import type { TestDefinition } from "../../lib/suite.ts";
import { delivered, exitGroup, failed, gone, sent, trace } from "../evidence/fixtures/trace.ts";
import { oneCase } from "./fixtures/one-case.ts";

const exit: Fate = { kind: "exit", code: 0 };
const hang: Fate = { kind: "hang", where: "S in pipe_write" };
const ended: Told = { reported: exit, hasEnded: true };

/** What is made of a trace that the kernel has of one process. */
function collected(
  events: TraceEvent[],
  told = ended,
  over: Partial<Running> = {},
  places?: TestDefinition["places"],
) {
  const stage = { trace: { take: async () => events }, traceMissing: null } as unknown as Stage;
  const running = { hostPid: 7, ...over } as Running;
  return collectEvidence(
    oneCase(async () => {}, places && { places }),
    stage,
    running,
    told,
    "",
  );
}
const namesOf = (events: readonly TraceEvent[]) => events.map(({ name }) => name);

t.test("of what hung the suite's own kill is no part, and it ended in nothing but the hang", async (t) => {
  const events = [
    failed("write", 1, "EIO"),
    sent("SIGTERM"),
    sent("SIGKILL", 0, 1),
    sent("SIGKILL"),
    sent("SIGKILL"),
  ];
  const hung = trace(...(events as [(typeof events)[0]]), delivered("SIGKILL"), gone);
  const { actual, evidence } = await collected(hung, { reported: hang, hasEnded: false });
  t.same(actual, hang);
  t.same(namesOf(evidence.trace), ["syscall-error", "signal-generate", "signal-generate"]);
  t.same(
    evidence.trace.map(({ fields }) => fields.signal ?? null),
    [null, "SIGTERM", "SIGKILL"],
    "one that was ignored is not the suite's",
  );
});

t.test("of what ended by itself the whole trace stays, from 0 on", async (t) => {
  const events = trace(failed("write", 1, "EIO"), sent("SIGKILL"), delivered("SIGKILL"), gone);
  const later = events.map((event) => ({ ...event, seconds: event.seconds + 5 }));
  const { actual, evidence } = await collected(later);
  t.same(actual, { kind: "signal", signal: "SIGKILL" });
  t.equal(evidence.trace.length, 4);
  t.same(
    evidence.trace.map(({ seconds }) => seconds),
    [0, 0.001, 0.002, 0.003],
  );
  t.equal(evidence.missing, null);
});

t.test("the kernel's log is asked for where the kernel forced a signal that nobody handled", async (t) => {
  const isAsked = async (...events: Parameters<typeof trace>) =>
    (await collected(trace(...events))).evidence.kernelLog !== undefined;
  const fault = [sent("SIGSEGV", 1), delivered("SIGSEGV", 1), gone] as const;
  t.equal(await isAsked(...fault), true);
  t.equal(await isAsked(delivered("SIGHUP", 0, "abc"), ...fault), true, "what was handled came before");
  t.equal(await isAsked(sent("SIGTERM"), delivered("SIGTERM"), gone), false, "it was sent");
  const atLast = [sent("SIGSEGV", 1), delivered("SIGSEGV", 1, "abc"), ...fault] as const;
  t.equal(await isAsked(...atLast), true, "a handler was taken away");
  const handled = [sent("SIGSEGV", 1), delivered("SIGSEGV", 1, "abc")] as const;
  t.equal(await isAsked(...handled, delivered("SIGTERM"), gone), false, "it has a handler");
  t.equal(await isAsked(sent("SIGSEGV", 1), exitGroup(0), gone), false, "it ended by no signal");
});

t.test("without a trace the reason stands for it", async (t) => {
  const opaque = await collected([], ended, { opaque: "a virtual machine" });
  t.same(opaque, {
    actual: { kind: "unknown", reason: "a virtual machine" },
    evidence: { missing: "a virtual machine", trace: [], chain: [] },
  });
  const seen = await collected([], ended, { opaque: "a virtual machine", unreported: "a shell waits" });
  t.same(seen.actual, exit, "the suite's own process waited for it");
  const hung = await collected([], { reported: hang, hasEnded: false }, { opaque: "a virtual machine" });
  t.same(hung.actual, hang);
});

t.test("it is explained as PID 1's own, where the case says that it is PID 1", async (t) => {
  const events = trace(failed("newfstat", 1, "ESTALE"), sent("SIGABRT", -6, 1), exitGroup(7), gone);
  for (const [place, why] of [
    ["pid1", "SIGABRT ignored (PID 1)"],
    ["host-pid-namespace", "SIGABRT ignored"],
  ] as const) {
    const { evidence } = await collected(events, ended, {}, [place]);
    t.ok(JSON.stringify(evidence.chain).includes(`"${why}"`), JSON.stringify(evidence.chain));
  }
});
