import t from "tap";
import { abortInstruction } from "../../lib/evidence/abort-instruction.ts";

t.test("each architecture has its own instruction and signal", async (t) => {
  t.match(abortInstruction("x64"), { name: "HLT", signal: "SIGSEGV" });
  t.match(abortInstruction("arm64"), { name: "BRK", signal: "SIGTRAP" });
});

t.test("an architecture that is not known has none, rather than a guess", async (t) => {
  t.equal(abortInstruction("riscv64"), null);
});
