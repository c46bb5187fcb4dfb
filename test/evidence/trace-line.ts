import t from "tap";
import { lostEvents, mayGoOn, parseTraceLine } from "../../lib/evidence/trace-line.ts";

const line = (text: string, comm = "node") =>
  `${comm.padStart(16)}-25931   [001] d..1.  4141.308353: ${text}`;
const stands = { seconds: 4141.308353, thread: 25931 };

t.test("every kind of line is read as the kernel prints it", async (t) => {
  const kinds: [string, object][] = [
    ["sys_newfstat(fd: 1, statbuf: 7ffc0)", { kind: "call", call: "newfstat", fd: 1 }],
    ["sys_newfstatat(dfd: 2, filename: 0)", { kind: "call", call: "newfstatat", fd: 2 }],
    ["sys_newfstat -> 0xffffffffffffff8c", { kind: "failure", call: "newfstat", errno: 116 }],
    ["sys_exit_group(error_code: 7f)", { kind: "exit-group", code: 127 }],
    [
      "signal_generate: sig=6 errno=0 code=-6 comm=node pid=25970 grp=0 res=1",
      { kind: "generate", signal: 6, code: -6, target: 25970, result: 1 },
    ],
    [
      "signal_deliver: sig=11 errno=0 code=128 sa_handler=c61eb0 sa_flags=4000004",
      { kind: "deliver", signal: 11, code: 128, handler: "c61eb0" },
    ],
    [
      "task_newtask: pid=25971 comm=node clone_flags=3d0f00 oom_score_adj=0",
      { kind: "new-task", task: 25971, isThread: true },
    ],
    [
      "task_newtask: pid=25931 comm=bash clone_flags=1200000 oom_score_adj=0",
      { kind: "new-task", task: 25931, isThread: false },
    ],
    ["sys_execve -> 0x0", { kind: "exec" }],
    ["sys_execveat -> 0x0", { kind: "exec" }],
    ["sched_process_exit: comm=sh pid=25931 prio=120 group_dead=true", { kind: "exit" }],
  ];
  for (const [text, body] of kinds) t.same(parseTraceLine(line(text)), { ...stands, ...body }, text);
});

t.test("kernels that print 0x mean the same number", async (t) => {
  t.match(parseTraceLine(line("sys_exit_group(error_code: 0x7f)")), { code: 127 });
  t.match(parseTraceLine(line("sys_write(fd: 0x2, buf: 0x7ffd)")), { fd: 2 });
});

t.test("exit_group's argument counts as wait(2) sees it, its low eight bits", async (t) => {
  t.match(parseTraceLine(line("sys_exit_group(error_code: ffffffff)")), { code: 255 });
});

t.test("a column for the thread group, as the option record-tgid adds it, is passed over", async (t) => {
  const text = "            node-25931   (  25930) [001] .....  4141.308353: sys_exit_group(error_code: 3)";
  t.same(parseTraceLine(text), { ...stands, kind: "exit-group", code: 3 });
  t.match(parseTraceLine(text.replace("(  25930)", "(-------)")), { thread: 25931 });
});

t.test("whatever a process calls itself, its lines stay its own", async (t) => {
  const names = [
    "x-1 [0] . 1.0: ",
    "a-7 [0] ..",
    "-",
    "-1",
    "] [0] -2",
    "node-MainThread",
    "é ü ñ 漢字",
    " ",
    "a\rb",
    "a\nb",
    "\u2028",
  ];
  for (const comm of names) {
    const text = line("sys_exit_group(error_code: 3)", comm);
    t.same(parseTraceLine(text), { ...stands, kind: "exit-group", code: 3 }, encodeURIComponent(comm));
  }
});

t.test("whatever a signalled or new process calls itself, the numbers are the kernel's", async (t) => {
  const generated = "signal_generate: sig=9 errno=0 code=0 comm=a pid=1 grp=0  pid=25970 grp=1 res=0";
  t.match(parseTraceLine(line(generated)), { target: 25970, result: 0 });
  const born = "task_newtask: pid=25971 comm=clone_flags=0 clone_flags=3d0f00 oom_score_adj=0";
  t.match(parseTraceLine(line(born)), { task: 25971, isThread: true });
});

t.test("what is no event, or none of interest, is nothing", async (t) => {
  for (const text of [
    "",
    "# tracer: nop",
    "CPU:1 [LOST 12 EVENTS]",
    line("sched_switch: prev_comm=a"),
    line(""),
  ])
    t.equal(parseTraceLine(text), null, JSON.stringify(text));
});

t.test("a call that succeeded, or that the kernel makes again by itself, is no failure", async (t) => {
  t.equal(parseTraceLine(line("sys_write -> 0x0")), null);
  t.equal(parseTraceLine(line("sys_write -> 0x40")), null);
  t.equal(parseTraceLine(line("sys_read -> 0xfffffffffffffe00")), null, "ERESTARTSYS");
  t.match(parseTraceLine(line("sys_read -> 0xfffffffffffffe01")), { errno: 511 });
  t.match(parseTraceLine(line("sys_execve -> 0xfffffffffffffff3")), { kind: "failure", errno: 13 });
});

t.test("a loss is told by a line of its own, with its number where the kernel knows it", async (t) => {
  t.equal(lostEvents("CPU:1 [LOST 12 EVENTS]"), 12);
  t.equal(lostEvents("CPU:11 [LOST EVENTS]"), 1);
  for (const text of [
    "CPU:1 [LOST 12 EVENTS] ",
    " CPU:1 [LOST 12 EVENTS]",
    line("CPU:1 [LOST 12 EVENTS]"),
    "",
  ])
    t.equal(lostEvents(text), null, text);
});

t.test("a line may go on where the name of a process stands last", async (t) => {
  for (const name of ["", "a", "x".repeat(15), "a\nb"]) {
    t.ok(mayGoOn(line(`signal_generate: sig=9 errno=0 code=0 comm=${name}`)), JSON.stringify(name));
    t.ok(mayGoOn(line(`task_newtask: pid=7 comm=${name}`)), JSON.stringify(name));
  }
  for (const text of [
    line(`task_newtask: pid=7 comm=${"x".repeat(16)}`),
    line(`signal_generate: sig=9 errno=0 code=0 comm=${"x".repeat(16)}`),
    line("sched_process_exit: comm=a"),
    "x",
  ])
    t.notOk(mayGoOn(text), text);
});
