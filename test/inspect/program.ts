import t from "tap";
import { inspectProgram } from "../../lib/inspect/program.ts";

t.test("this very process is told as it is", async (t) => {
  t.match(inspectProgram(process.pid), {
    executable: process.execPath,
    isNode: true,
    nodeVersion: process.versions.node,
    libc: /^(glibc \d+\.\d+|musl)$/,
    isPid1: false,
  });
  t.ok(inspectProgram(process.pid).handles.includes("SIGSEGV"), "V8's handler, for WebAssembly");
});

t.test("a process that is gone, or has no program, is an error of its own", async (t) => {
  t.throws(() => inspectProgram(2 ** 22 + 1), { code: "ENOENT" });
});
