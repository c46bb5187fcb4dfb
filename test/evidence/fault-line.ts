import t from "tap";
import { parseFaultLine } from "../../lib/evidence/fault-line.ts";

t.test("a general protection fault, before Linux 6.10 and since", async (t) => {
  const old =
    "traps: node[812] general protection fault ip:7fb62304450f sp:7ffc63509 error:0 in libc.so.6[7fb623044000+155000]";
  const base = 0x7fb623044000n;
  t.same(parseFaultLine(old), {
    ...{ command: "node", thread: 812, what: "general protection fault" },
    ...{ instructionPointer: 0x7fb62304450fn, mapping: { file: "libc.so.6", base, offset: null } },
  });
  const mapping = { file: "libc.so.6", base, offset: 0x2650fn };
  t.match(parseFaultLine(old.replace("[7fb6", "[2650f,7fb6")), { mapping });
});

t.test("a segfault, with what newer kernels add behind it", async (t) => {
  const line =
    "node[31]: segfault at 10 ip 0000000000c61eb0 sp 00007ffd22327d60 error 4 in node[400000+2d00000] likely on CPU 1 (core 1, socket 0)";
  t.match(parseFaultLine(line), {
    command: "node",
    thread: 31,
    what: "segfault at 10",
    instructionPointer: 0xc61eb0n,
  });
});

t.test("a process may be called anything, and the kernel may know no file", async (t) => {
  const line = "traps: a b[1] x[77] trap int3 ip:4010 sp:7ffe error:0";
  t.match(parseFaultLine(line), { command: "a b[1] x", thread: 77, what: "trap int3", mapping: null });
});

t.test("any other line is none", async (t) => {
  for (const line of [
    "",
    "show_signal: 3 callbacks suppressed",
    "sysrq: Power Off",
    "traps: PANIC: double fault",
  ])
    t.equal(parseFaultLine(line), null, line);
});
