import { readFileSync } from "node:fs";
import t from "tap";
import { executableOffset } from "../../lib/evidence/elf.ts";

t.test("of a real program it is a page of the file, of anything else nothing", async (t) => {
  const offset = executableOffset(readFileSync("/bin/sh"));
  t.ok(offset !== null && offset % 4096n === 0n);
  t.equal(executableOffset(Buffer.from("#!/bin/sh\n")), null);
});

const [LOAD, NOTE] = [1, 4];
const [READ, EXECUTE] = [4, 5];

type Segment = [type: number, flags: number, offset: bigint];

/** An ELF file with these segments, and one more behind the table that is none of its own. */
function file(...segments: Segment[]): Buffer {
  const bytes = Buffer.alloc(1024);
  bytes.write("\x7fELF\x02\x01", "latin1");
  bytes.writeBigUInt64LE(64n, 0x20);
  bytes.writeUInt16LE(56, 0x36);
  bytes.writeUInt16LE(segments.length, 0x38);
  for (const [index, [type, flags, offset]] of [...segments, [LOAD, EXECUTE, 0x7000n] as const].entries()) {
    bytes.writeUInt32LE(type, 64 + index * 56);
    bytes.writeUInt32LE(flags, 64 + index * 56 + 4);
    bytes.writeBigUInt64LE(offset, 64 + index * 56 + 8);
  }
  return bytes;
}

t.test("it is the first segment that is loaded and executable, from its page on", async (t) => {
  const data: Segment = [LOAD, READ, 0n];
  const note: Segment = [NOTE, EXECUTE, 0x2000n];
  const text: Segment = [LOAD, EXECUTE, 0x3010n];
  t.equal(executableOffset(file(data, note, text, [LOAD, EXECUTE, 0x5000n])), 0x3000n);
  t.equal(executableOffset(file(data, note)), null, "what stands behind the table is none");
  for (const [at, value] of [
    [4, 1],
    [5, 2],
  ] as const) {
    const other = file(text);
    other[at] = value;
    t.equal(executableOffset(other), null, "of 32 bits, or big endian");
  }
});
