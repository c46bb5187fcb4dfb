import t from "tap";
import { type Circumstances, explain } from "../../lib/evidence/explain.ts";
import { chainWords } from "../../lib/results/chain-words.ts";
import { delivered, exitGroup, failed, gone, sent, trace } from "./fixtures/trace.ts";

const pid1Node: Circumstances = {
  actual: { kind: "exit", code: 127 },
  isPid1: true,
  isNode: true,
  libc: "glibc 2.36",
  architecture: "x64",
  stderr: "",
  instruction: null,
};

/** The chain of a case, in the words of the reporters. */
function words(events: Parameters<typeof explain>[0], circumstances: Partial<Circumstances> = {}): string[] {
  return chainWords(explain(events, { ...pid1Node, ...circumstances }));
}

const staleStat = failed("newfstat", 1, "ESTALE");
const ignoredAbort = sent("SIGABRT", -6, 1);
const halt = sent("SIGSEGV", 128);

t.test("an undisturbed end has no chain", async (t) => {
  t.same(words(trace(exitGroup(0), gone)), []);
  t.same(words(trace(delivered("SIGTERM", 0, "abc"), exitGroup(0), gone)).slice(0, 1), ["SIGTERM handler"]);
});

t.test("node's stale descriptor leads by way of the wasm handler to 127", async (t) => {
  const handled = delivered("SIGSEGV", 128, "c61eb0");
  const write = failed("write", 2, "ESTALE");
  const first = [staleStat, write, write, ignoredAbort, ignoredAbort, halt, handled];
  t.same(words(trace(...first, staleStat, write, exitGroup(127), gone)), [
    "fstat(1) ESTALE",
    "node::ResetStdio (inferred)",
    "write(2) ESTALE ×2",
    "SIGABRT ignored (PID 1) ×2",
    "HLT (inferred)",
    "SIGSEGV",
    "SIGSEGV handler",
    "fstat(1) ESTALE",
    "node::ResetStdio (inferred)",
    "write(2) ESTALE",
    "second abort(3) (inferred)",
    "_exit(127)",
  ]);
});

t.test("a signal that is ignored only when it is delivered had no handler", async (t) => {
  const events = trace(
    sent("SIGABRT"),
    delivered("SIGABRT", 0, "1"),
    sent("SIGSEGV", 128),
    delivered("SIGSEGV", 128),
    gone,
  );
  t.match(words(events), ["SIGABRT ignored", "HLT", "SIGSEGV"]);
});

t.test("a fault without an abort before it is no instruction of abort(3)'s, and blames nobody", async (t) => {
  t.same(
    words(trace(halt, delivered("SIGSEGV", 128), gone), { actual: { kind: "signal", signal: "SIGSEGV" } }),
    ["SIGSEGV (general protection)", "killed by SIGSEGV"],
  );
  t.same(
    words(trace(ignoredAbort, exitGroup(0), gone)),
    ["SIGABRT ignored (PID 1)", "_exit(0)"],
    "no fstat(2) failed",
  );
});

t.test(
  "ResetStdio is blamed by a fault that the kernel forced, and by no signal that was sent",
  async (t) => {
    const blamed = (event: ReturnType<typeof sent>) =>
      words(trace(staleStat, event, exitGroup(0), gone)).some((text) => /ResetStdio/.test(text));
    t.equal(blamed(halt), true);
    t.equal(blamed(sent("SIGTERM")), false);
  },
);

t.test("a status of 127 is a second abort only behind a failed fstat(2) and a handler", async (t) => {
  const handled = [sent("SIGSEGV", 128), delivered("SIGSEGV", 128, "c61eb0")] as const;
  for (const events of [trace(...handled, exitGroup(127), gone), trace(staleStat, exitGroup(127), gone)])
    t.notOk(words(events).some((text) => /second abort/.test(text)));
});

t.test("the log's instruction is that of the last fault that the kernel forced", async (t) => {
  const instruction = { file: "/lib/libc.so.6", offset: 0x1010, bytes: "f4833d69", name: "hlt" };
  const told = (...events: Parameters<typeof trace>) =>
    words(trace(...events), { instruction }).filter((text) => /^HLT/.test(text));
  const observed = "HLT (f4 at libc.so.6+0x1010)";
  t.same(told(ignoredAbort, halt, delivered("SIGSEGV", 128), gone), [observed]);
  t.same(told(ignoredAbort, halt, sent("SIGTERM"), gone), [observed], "what a process sends is no fault");
  t.same(told(ignoredAbort, halt, delivered("SIGSEGV", 128, "c61eb0"), sent("SIGSEGV", 1), gone), [
    "HLT (inferred)",
  ]);
});

t.test("without a handler the instruction's signal kills", async (t) => {
  const events = trace(staleStat, ignoredAbort, halt, delivered("SIGSEGV", 128), gone);
  t.same(words(events, { actual: { kind: "signal", signal: "SIGSEGV" } }), [
    "fstat(1) ESTALE",
    "node::ResetStdio (inferred)",
    "SIGABRT ignored (PID 1)",
    "HLT (inferred)",
    "SIGSEGV",
    "killed by SIGSEGV",
  ]);
});

t.test("on arm64 the instruction is BRK and the signal SIGTRAP", async (t) => {
  const events = trace(ignoredAbort, sent("SIGTRAP", 1), delivered("SIGTRAP", 1), gone);
  const killed = words(events, { architecture: "arm64", actual: { kind: "signal", signal: "SIGTRAP" } });
  t.same(killed.slice(1), ["BRK (inferred)", "SIGTRAP", "killed by SIGTRAP"]);
});

t.test("a signal that was sent and did its work needs no chain", async (t) => {
  const events = trace(sent("SIGABRT", -6), delivered("SIGABRT", -6), gone);
  t.same(words(events, { isPid1: false, actual: { kind: "signal", signal: "SIGABRT" } }), []);
});

t.test("a process that is not PID 1 dies of the stale abort's SIGABRT itself", async (t) => {
  const events = trace(staleStat, sent("SIGABRT", -6), delivered("SIGABRT", -6), gone);
  t.same(words(events, { isPid1: false, actual: { kind: "signal", signal: "SIGABRT" } }), [
    "fstat(1) ESTALE",
    "node::ResetStdio (inferred)",
    "SIGABRT",
    "killed by SIGABRT",
  ]);
});

t.test("ResetStdio is observed where stderr names it, and nobody but node is blamed for it", async (t) => {
  const events = trace(failed("newfstat", 2, "EIO"), ignoredAbort, halt, delivered("SIGSEGV", 128), gone);
  t.equal(words(events, { stderr: "node[1]: void node::ResetStdio(): Assertion" })[1], "node::ResetStdio");
  t.notOk(words(events, { isNode: false }).some((text) => text.includes("ResetStdio")));
});

t.test("a closed descriptor is what ResetStdio puts up with", async (t) => {
  t.notOk(
    words(trace(failed("newfstat", 0, "EBADF"), ignoredAbort, halt, gone))
      .join()
      .includes("ResetStdio"),
  );
});

t.test("a default action that PID 1 survives is told as discarded", async (t) => {
  const events = trace(sent("SIGTERM"), delivered("SIGTERM"), exitGroup(0), gone);
  t.same(words(events), ["SIGTERM discarded (PID 1)", "_exit(0)"]);
});

t.test("an ignored SIGPIPE or SIGKILL is told by what stands around it already", async (t) => {
  const events = trace(
    failed("write", 1, "EPIPE"),
    sent("SIGPIPE", 0, 1),
    sent("SIGKILL", 0, 1),
    exitGroup(0),
    gone,
  );
  t.same(words(events), ["write(1) EPIPE", "_exit(0)"]);
});

t.test("a true bad access is told from the abort instruction", async (t) => {
  const events = trace(sent("SIGSEGV", 1), delivered("SIGSEGV", 1), gone);
  t.same(words(events, { actual: { kind: "signal", signal: "SIGSEGV" } }), [
    "SIGSEGV (address not mapped)",
    "killed by SIGSEGV",
  ]);
});
