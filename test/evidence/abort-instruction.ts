import t from "tap";
import { abortInstruction } from "../../lib/evidence/abort-instruction.ts";

t.test("each architecture and libc has its own instruction and signal, with its source", async (t) => {
  t.match(abortInstruction("x64", "glibc 2.36"), { name: "HLT", signal: "SIGSEGV" });
  t.match(abortInstruction("arm64", "glibc 2.41"), { name: "BRK", signal: "SIGTRAP" });
  t.match(abortInstruction("x64", "musl"), { name: "HLT", signal: "SIGSEGV", source: /a_crash/ });
  t.match(abortInstruction("arm64", "musl"), { name: "store to address 0", signal: "SIGSEGV", code: 1 });
});

t.test("what is not known has none, rather than a guess", async (t) => {
  t.equal(abortInstruction("riscv64", "glibc 2.36"), null);
  t.equal(abortInstruction("x64", "none"), null);
});
