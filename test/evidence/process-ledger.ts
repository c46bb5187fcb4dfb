import t from "tap";
import { ProcessLedger } from "../../lib/evidence/process-ledger.ts";
import type { TraceLine } from "../../lib/evidence/trace-line.ts";
import { within } from "../../lib/host/deadline.ts";

/** Takes a line without its time, which is its number. */
function ledgerOf() {
  const ledger = new ProcessLedger();
  let seconds = 100;
  const add = (line: object) => ledger.add({ seconds: ++seconds, ...line } as TraceLine);
  return {
    ledger,
    add,
    born: (task: number, thread = 1) => add({ thread, kind: "new-task", task, isThread: false }),
    thread: (task: number, thread: number) => add({ thread, kind: "new-task", task, isThread: true }),
    exitGroup: (thread: number, code: number) => add({ thread, kind: "exit-group", code }),
    exit: (thread: number) => add({ thread, kind: "exit" }),
    call: (thread: number, call: string, fd: number) => add({ thread, kind: "call", call, fd }),
    failure: (thread: number, call: string, errno: number) => add({ thread, kind: "failure", call, errno }),
  };
}

const names = (events: { name: string }[]) => events.map(({ name }) => name);

t.test("what a thread does is its process's story, which ends with its last thread", async (t) => {
  const { ledger, born, thread, exitGroup, exit } = ledgerOf();
  let ended = false;
  const end = ledger.ended(10).then(() => {
    ended = true;
  });
  born(10);
  thread(11, 10);
  thread(12, 11);
  exitGroup(12, 3);
  exit(10);
  exit(12);
  await Promise.resolve();
  t.notOk(ended, "a thread is left");
  exit(11);
  await within(end, 1_000, "the end of the process");
  t.match(ledger.take(10), [
    { thread: 12, name: "exit-group", fields: { code: 3 } },
    { thread: 11, name: "process-exit" },
  ]);
});

t.test("times are the kernel's own", async (t) => {
  const { ledger, born, exitGroup, exit } = ledgerOf();
  born(10);
  exitGroup(10, 0);
  exit(10);
  t.same(
    ledger.take(10).map(({ seconds }) => seconds),
    [102, 103],
  );
});

t.test("a signal is the story of the one it is sent to, not of the sender", async (t) => {
  const { ledger, add, born, exit } = ledgerOf();
  born(10);
  born(20);
  add({ thread: 20, kind: "generate", signal: 15, code: 0, target: 10, result: 0 });
  exit(10);
  exit(20);
  t.same(names(ledger.take(10)), ["signal-generate", "process-exit"]);
  t.same(names(ledger.take(20)), ["process-exit"]);
});

t.test(
  "a failure is told with the descriptor of the call, and only where that is one of 0 to 2",
  async (t) => {
    const { ledger, born, call, failure, exit } = ledgerOf();
    born(10);
    call(10, "newfstat", 1);
    failure(10, "newfstat", 116);
    call(10, "newfstat", 1); // It succeeds, of which there is no line.
    call(10, "newfstat", 9);
    failure(10, "newfstat", 9);
    call(10, "newfstatat", 0xffffff9c); // AT_FDCWD
    failure(10, "newfstatat", 13);
    call(10, "write", 3);
    failure(10, "write", 28);
    call(10, "write", 2);
    failure(10, "read", 116); // Nor does a call that succeeded leave its descriptor to the next.
    exit(10);
    t.match(ledger.take(10), [
      { name: "syscall-error", fields: { call: "newfstat", fd: 1, errno: "ESTALE" } },
      { name: "process-exit" },
    ]);
  },
);

t.test("calls of two threads at a time are not mixed up", async (t) => {
  const { ledger, born, thread, call, failure } = ledgerOf();
  born(10);
  thread(11, 10);
  call(10, "write", 1);
  call(11, "write", 2);
  failure(10, "write", 116);
  failure(11, "write", 28);
  t.match(ledger.take(10), [{ fields: { fd: 1, errno: "ESTALE" } }, { fields: { fd: 2, errno: "ENOSPC" } }]);
});

t.test("a new program has no past: what the process did before it is not its story", async (t) => {
  const { ledger, add, born, thread, call, failure, exitGroup, exit } = ledgerOf();
  born(10);
  thread(11, 10);
  call(10, "write", 1);
  failure(10, "write", 116);
  exit(10); // execve(2) ends the other threads, and the caller goes on under the process's number.
  add({ thread: 10, kind: "exec" });
  const ended = ledger.ended(10);
  exitGroup(10, 3);
  exit(10);
  await within(ended, 1_000, "the end of the process");
  t.match(ledger.take(10), [{ name: "exit-group", fields: { code: 3 } }, { name: "process-exit" }]);
});

t.test("a process whose pid was used before has no past", async (t) => {
  const { ledger, born, exitGroup, exit } = ledgerOf();
  born(10);
  exitGroup(10, 1);
  exit(10);
  born(10);
  const second = ledger.ended(10);
  exitGroup(10, 2);
  exit(10);
  await within(second, 1_000, "the end of the second");
  t.match(ledger.take(10), [{ fields: { code: 2 } }, { name: "process-exit" }]);
});

t.test("who waits before the process is seen is told too, and what was taken is forgotten", async (t) => {
  const { ledger, born, exit } = ledgerOf();
  const end = ledger.ended(10);
  born(10);
  exit(10);
  await within(end, 1_000, "the end of the process");
  t.equal(ledger.take(10).length, 1);
  t.same(ledger.take(10), []);
});

t.test("processes that nobody takes are forgotten in the end, the oldest first", async (t) => {
  const { ledger, born, exit } = ledgerOf();
  for (let pid = 10; pid < 2_020; pid++) {
    born(pid);
    exit(pid);
  }
  t.same(ledger.take(10), []);
  t.same(names(ledger.take(2_019)), ["process-exit"]);
});

t.test("a living process is not forgotten for an old one of the same pid", async (t) => {
  const { ledger, born, exitGroup, exit } = ledgerOf();
  born(10);
  exit(10);
  born(10);
  exitGroup(10, 4);
  for (let pid = 11; pid < 2_021; pid++) {
    born(pid);
    exit(pid);
  }
  exit(10);
  t.match(ledger.take(10), [{ fields: { code: 4 } }, { name: "process-exit" }]);
});

t.test(
  "events that are lost may be anybody's who lives, or is not taken yet, and nobody's born later",
  async (t) => {
    const { ledger, born, exitGroup, exit } = ledgerOf();
    for (const pid of [10, 11]) born(pid);
    exitGroup(10, 1);
    exit(10);
    ledger.lost(3);
    born(12);
    ledger.lost(1);
    born(13);
    for (const pid of [11, 12, 13]) exit(pid);
    t.throws(() => ledger.take(10), { code: "TRACE_LOST", message: "the kernel lost 4 events of its trace" });
    t.throws(() => ledger.take(11), { code: "TRACE_LOST", message: /lost 4 events/ });
    t.throws(() => ledger.take(12), { code: "TRACE_LOST", message: "the kernel lost 1 event of its trace" });
    t.same(names(ledger.take(13)), ["process-exit"]);
    t.same(ledger.take(10), [], "it is told once");
  },
);

t.test("a pid that is born again while its end was not seen has no past either", async (t) => {
  const { ledger, born, thread, exitGroup, exit } = ledgerOf();
  born(10);
  thread(11, 10);
  exitGroup(10, 1);
  born(10); // The end was lost.
  const end = ledger.ended(10);
  exitGroup(10, 2);
  exit(10);
  await within(end, 1_000, "the end of the second");
  t.match(ledger.take(10), [{ fields: { code: 2 } }, { name: "process-exit" }]);
});

t.test("a process whose birth was not seen goes on when a thread of it ends", async (t) => {
  const { ledger, thread, exitGroup, exit } = ledgerOf();
  thread(11, 10);
  exit(11);
  exitGroup(10, 5);
  exit(10);
  t.same(names(ledger.take(10)), ["exit-group", "process-exit"]);
});

t.test("a thread that ends amid a call leaves nothing to the next of its number", async (t) => {
  const { ledger, born, call, failure, exit } = ledgerOf();
  born(10);
  call(10, "write", 1);
  exit(10);
  failure(10, "write", 116); // Of one whose call was not seen.
  t.same(names(ledger.take(10)), ["process-exit"]);
  call(20, "write", 1);
  born(20);
  failure(20, "write", 116);
  exit(20);
  t.same(names(ledger.take(20)), ["process-exit"]);
});

t.test("a pid that ended twice is forgotten by its last end", async (t) => {
  const { ledger, born, exit } = ledgerOf();
  const live = (pid: number) => {
    born(pid);
    exit(pid);
  };
  live(10);
  for (let pid = 11; pid < 2_000; pid++) live(pid);
  live(10);
  for (let pid = 3_000; pid < 3_020; pid++) live(pid); // The first end of 10 is over the edge, the second is not.
  t.same(names(ledger.take(10)), ["process-exit"]);
});
