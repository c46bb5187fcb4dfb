import t from "tap";
import { ProcessLedger } from "../../lib/evidence/process-ledger.ts";
import { TraceLines } from "../../lib/evidence/trace-lines.ts";

/** What is known of process 10 after these lines, which come in pieces of a size. */
function storyOf(lines: readonly string[], size = 7) {
  const ledger = new ProcessLedger();
  const trace = new TraceLines(ledger);
  const text = lines.map((one) => `${one}\n`).join("");
  for (let at = 0; at < text.length; at += size) trace.feed(text.slice(at, at + size));
  return ledger.take(10).map(({ name, fields }) => [name, ...Object.values(fields)].join(" "));
}

const of = (pid: number, text: string, comm = "sh") =>
  `${comm.padStart(16)}-${pid}      [000] d..1.     7.5: ${text}`;
const born = of(1, "task_newtask: pid=10 comm=sh clone_flags=1200000 oom_score_adj=0");
const exit = of(10, "sys_exit_group(error_code: 3)");
const gone = of(10, "sched_process_exit: comm=sh pid=10 prio=120 group_dead=true");

t.test("lines may come in pieces of any size", async (t) => {
  for (const size of [1, 2, 50, 10_000])
    t.same(storyOf([born, exit, gone], size), ["exit-group 3", "process-exit"]);
});

t.test("a name with line feeds hides nothing, and makes nothing up", async (t) => {
  for (const name of ["a\nb", "\n", "\n\n\n", "x\n-1 [0] . 1.0: ", "sh\n\n", "a\rb"]) {
    const sent = `signal_generate: sig=15 errno=0 code=0 comm=${name} pid=10 grp=1 res=0`;
    const thread = of(10, `task_newtask: pid=11 comm=${name} clone_flags=10000 oom_score_adj=0`, name);
    const end = of(10, `sched_process_exit: comm=${name} pid=10 prio=120 group_dead=true`, name);
    const other = of(11, "sched_process_exit: comm=x pid=11 prio=120 group_dead=true");
    t.same(
      storyOf([born, of(5, sent), thread, of(10, "sys_exit_group(error_code: 3)", name), end, other]),
      ["signal-generate SIGTERM 0 false 0", "exit-group 3", "process-exit"],
      JSON.stringify(name),
    );
  }
});

t.test("what looks begun and does not go on hides no line behind it", async (t) => {
  const begun = of(5, "task_newtask: pid=12 comm=abc");
  t.same(storyOf([born, begun, exit, gone]), ["exit-group 3", "process-exit"]);
  const twice = of(5, "signal_generate: sig=15 errno=0 code=0 comm=a");
  t.same(storyOf([born, begun, twice, "b pid=10 grp=1 res=0", exit, gone]), [
    ...["signal-generate SIGTERM 0 false 0", "exit-group 3", "process-exit"],
  ]);
});

t.test("a loss that the trace tells makes all of it unsure", async (t) => {
  t.throws(() => storyOf([born, "CPU:1 [LOST 123 EVENTS]", exit, gone]), {
    ...{ code: "TRACE_LOST", message: "the kernel lost 123 events of its trace" },
  });
  t.same(
    storyOf(["CPU:1 [LOST 123 EVENTS]", born, exit, gone]),
    ["exit-group 3", "process-exit"],
    "before its birth",
  );
});
