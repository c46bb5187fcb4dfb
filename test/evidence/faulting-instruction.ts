import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import type { FaultLine } from "../../lib/evidence/fault-line.ts";
import { faultingInstruction } from "../../lib/evidence/faulting-instruction.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

/** An ELF file with one executable segment that lies at 0x1000 in it, and f4 at 0x1010. */
function library(): Buffer {
  const bytes = Buffer.alloc(0x2000);
  bytes.write("\x7fELF\x02\x01", "latin1");
  bytes.writeBigUInt64LE(64n, 0x20);
  bytes.writeUInt16LE(56, 0x36);
  bytes.writeUInt16LE(1, 0x38);
  bytes.writeUInt32LE(1, 64); // PT_LOAD
  bytes.writeUInt32LE(5, 68); // Readable, executable.
  bytes.writeBigUInt64LE(0x1000n, 72);
  bytes.write("f4833d69", 0x1010, "hex");
  return bytes;
}

const base = 0x7f0000000000n;
const fault = (mapping: Partial<FaultLine["mapping"]>, instructionPointer = base + 0x10n): FaultLine => ({
  ...{ command: "node", thread: 1, what: "general protection fault", instructionPointer },
  mapping: { file: "libc.so.6", base, offset: null, ...mapping },
});

t.test("the byte is read from the image's own file, by the offset or by the file's layout", async (t) => {
  const root = temporaryDirectory(t);
  mkdirSync(join(root, "lib"));
  writeFileSync(join(root, "lib/libc.so.6"), library());
  const found = { file: "/lib/libc.so.6", offset: 0x1010, bytes: "f4833d69", name: "hlt" };
  t.same(faultingInstruction(fault({}), root), found);
  t.same(faultingInstruction(fault({ offset: 0x1010n, base: 0n }), root), found);
  t.match(faultingInstruction(fault({ offset: 0x1020n }), root), { bytes: "00000000", name: null });
});

t.test("what cannot be read is not made up", async (t) => {
  const root = temporaryDirectory(t);
  t.equal(faultingInstruction(fault({}), root), null, "no such file in the image");
  writeFileSync(join(root, "libc.so.6"), "no ELF");
  t.equal(faultingInstruction(fault({}), root), null, "its layout is not known");
  t.equal(faultingInstruction(fault({ offset: 0x9999n }), root), null, "beyond its end");
  t.equal(faultingInstruction(fault({ offset: 6n }), root), null, "right at its end");
  t.equal(faultingInstruction({ ...fault({}), mapping: null }, root), null, "the kernel named none");
});
