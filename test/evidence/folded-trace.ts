import t from "tap";
import { foldedTrace } from "../../lib/evidence/folded-trace.ts";
import type { TraceEvent } from "../../lib/results/schema.ts";

let clock = 0;
const event = (name: TraceEvent["name"], fields: TraceEvent["fields"], thread = 7): TraceEvent => ({
  seconds: clock++,
  thread,
  name,
  fields,
});
const write = (fd: number, errno: string, thread = 7) =>
  event("syscall-error", { call: "write", fd, errno }, thread);
const sigpipe = () => event("signal-generate", { signal: "SIGPIPE", ignored: true });
const shape = (trace: TraceEvent[]) =>
  trace.map(({ name, fields, times }) => [name, fields.fd ?? null, times ?? 1]);

t.test("the same in a row is told once and counted, where it first happened", async (t) => {
  const trace = [write(1, "ESTALE"), write(1, "ESTALE"), write(1, "ESTALE"), write(2, "ESTALE")];
  t.same(shape(foldedTrace(trace)), [
    ["syscall-error", 1, 3],
    ["syscall-error", 2, 1],
  ]);
  t.equal(foldedTrace(trace)[0]?.seconds, trace[0]?.seconds);
});

t.test("so is a pair that comes in turn", async (t) => {
  const trace = Array.from({ length: 1000 }, () => [write(1, "EPIPE"), sigpipe()]).flat();
  t.same(shape(foldedTrace([...trace, event("exit-group", { code: 0 })])), [
    ["syscall-error", 1, 1000],
    ["signal-generate", null, 1000],
    ["exit-group", null, 1],
  ]);
});

t.test("what comes once does not hide how often the next one comes", async (t) => {
  const trace = [write(1, "ESTALE"), write(2, "ESTALE"), write(2, "ESTALE"), write(2, "ESTALE")];
  t.same(shape(foldedTrace(trace)), [
    ["syscall-error", 1, 1],
    ["syscall-error", 2, 3],
  ]);
});

t.test("what differs in anything but its time stays apart", async (t) => {
  const threads = [write(1, "ESTALE", 7), write(1, "ESTALE", 8)];
  t.same(foldedTrace(threads), threads);
  const names = [
    event("signal-generate", { signal: "SIGHUP" }),
    event("signal-deliver", { signal: "SIGHUP" }),
  ];
  t.same(foldedTrace(names), names);
  const trace = [write(1, "ESTALE"), write(1, "EPIPE"), write(1, "ESTALE", 8), write(2, "ESTALE")];
  t.same(foldedTrace(trace), trace);
  t.same(foldedTrace([]), []);
});

t.test("no event is lost", async (t) => {
  const kinds = [() => write(1, "ESTALE"), () => write(2, "ESTALE"), sigpipe];
  let state = 12_345; // A linear congruential generator: the same sequence each time.
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state >> 16;
  };
  const trace = Array.from({ length: 500 }, () => (kinds[next() % 3] as () => TraceEvent)());
  const total = foldedTrace(trace).reduce((sum, { times = 1 }) => sum + times, 0);
  t.equal(total, trace.length);
});
