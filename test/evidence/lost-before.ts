import t from "tap";
import { ProcessLedger } from "../../lib/evidence/process-ledger.ts";
import { TraceLines } from "../../lib/evidence/trace-lines.ts";

const lost = "CPU:0 [LOST 5 EVENTS]\n";
const head = (pid: number) => `            node-${pid}     [000] ..... 1.000000: `;
const born = (pid: number) =>
  `${head(1)}task_newtask: pid=${pid} comm=sh clone_flags=1200000 oom_score_adj=0\n`;
const killed = (pid: number) =>
  `${head(pid)}signal_deliver: sig=9 errno=0 code=0 sa_handler=0 sa_flags=0\n` +
  `${head(pid)}sched_process_exit: comm=node pid=${pid} prio=120\n`;

function taken(text: string, waits = false): string {
  const processes = new ProcessLedger();
  if (waits) void processes.ended(100);
  new TraceLines(processes).feed(text);
  try {
    return processes
      .take(100)
      .map(({ name }) => name)
      .join();
  } catch (error) {
    return (error as Error).message;
  }
}

t.test(
  "what was lost before a process was first seen may have been of it, unless its birth was seen",
  async (t) => {
    const whole = "signal-deliver,process-exit";
    const missing = "the kernel lost 5 events of its trace";
    t.equal(taken(killed(100)), whole);
    t.equal(taken(lost + killed(100)), missing);
    t.equal(taken(killed(100) + lost), missing);
    t.equal(taken(lost + born(100) + killed(100)), whole, "of what lived before it");
    t.equal(taken(lost + born(100) + killed(100), true), whole, "somebody waited for it already");
    t.equal(taken(born(100) + lost + killed(100)), missing);
    t.equal(taken(born(100) + killed(100) + lost + born(100) + killed(100)), whole, "the pid is used again");
  },
);

t.test("a thread whose process was not seen to be born is no birth of it", async (t) => {
  const thread = `${head(100)}task_newtask: pid=101 comm=node clone_flags=3d0f00 oom_score_adj=0\n`;
  t.equal(taken(lost + thread + killed(101) + killed(100)), "the kernel lost 5 events of its trace");
});
