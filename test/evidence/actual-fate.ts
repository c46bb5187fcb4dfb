import t from "tap";
import { actualFate } from "../../lib/evidence/actual-fate.ts";
import { delivered, exitGroup, failed, gone, sent, trace } from "./fixtures/trace.ts";

const exit = (code: number) => ({ kind: "exit", code });
const signal = (name: string) => ({ kind: "signal", signal: name });

t.test("exit_group(2) tells the status", async (t) => {
  t.same(actualFate(trace(exitGroup(7), gone)), exit(7));
});

t.test("a signal with the default action tells the signal", async (t) => {
  t.same(actualFate(trace(sent("SIGSEGV", 128), delivered("SIGSEGV", 128), gone)), signal("SIGSEGV"));
});

t.test("a handled signal is not the end", async (t) => {
  const events = trace(sent("SIGTERM"), delivered("SIGTERM", 0, "c61eb0"), exitGroup(0), gone);
  t.same(actualFate(events), exit(0));
});

t.test("a signal that the kernel delivers as SIGKILL is told by the name it was sent under", async (t) => {
  t.same(actualFate(trace(sent("SIGTERM"), delivered("SIGKILL"), gone)), signal("SIGTERM"));
  t.same(actualFate(trace(sent("SIGKILL"), delivered("SIGKILL"), gone)), signal("SIGKILL"));
  const both = [sent("SIGKILL"), sent("SIGTERM"), delivered("SIGKILL"), gone] as const;
  t.same(actualFate(trace(...both)), signal("SIGKILL"), "one that came too late changes nothing");
  t.same(
    actualFate(trace(delivered("SIGKILL"), gone)),
    signal("SIGKILL"),
    "also where nobody was seen sending it",
  );
});

t.test("an ignored signal before a SIGKILL is not the one that killed", async (t) => {
  t.same(actualFate(trace(sent("SIGPIPE", 0, 1), delivered("SIGKILL"), gone)), signal("SIGKILL"));
});

t.test(
  "the SIGKILL that takes the other threads down is not the end, in whatever order it is seen",
  async (t) => {
    const before = trace([2, ...delivered("SIGKILL")], exitGroup(3), gone).map((event, index) => ({
      ...event,
      seconds: [2, 1, 3][index] as number,
    }));
    t.same(actualFate(before), exit(3), "exit_group was earlier, whatever CPU told first");
    t.same(
      actualFate(trace(exitGroup(3), [2, ...delivered("SIGKILL")], [3, ...delivered("SIGKILL")], gone)),
      exit(3),
    );
  },
);

t.test("a thread that failed at something last did not end the process by that", async (t) => {
  t.same(actualFate(trace([2, ...failed("write", 1, "EIO")], exitGroup(3), gone)), exit(3));
});

t.test("a fault in another thread than the first is the end of all", async (t) => {
  const events = trace(
    [2, ...sent("SIGSEGV", 1)],
    [2, ...delivered("SIGSEGV", 1)],
    [1, ...delivered("SIGKILL")],
    gone,
  );
  t.same(actualFate(events), signal("SIGSEGV"));
});

t.test("a default action that PID 1 survives is not its end", async (t) => {
  const events = trace(sent("SIGTERM"), delivered("SIGTERM"), exitGroup(0), gone);
  t.same(actualFate(events), exit(0));
});

t.test("what the trace does not show is unknown, with the reason", async (t) => {
  t.match(actualFate([]), { kind: "unknown", reason: /does not show the end/ });
  t.match(actualFate(trace(exitGroup(0))), { kind: "unknown", reason: /does not show the end/ });
  t.match(actualFate(trace(sent("SIGTERM", 0, 1), gone)), {
    kind: "unknown",
    reason: /neither exit_group nor/,
  });
});
