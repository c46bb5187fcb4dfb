/** Where an ELF file's executable segment begins in the file, by the page that it is mapped from; null where it has none (elf(5)). */
export function executableOffset(bytes: Buffer): bigint | null {
  if (bytes.toString("latin1", 0, 4) !== "\x7fELF" || bytes[4] !== CLASS_64 || bytes[5] !== LITTLE_ENDIAN)
    return null;
  const table = Number(bytes.readBigUInt64LE(0x20));
  const [size, count] = [bytes.readUInt16LE(0x36), bytes.readUInt16LE(0x38)];
  for (let index = 0; index < count; index++) {
    const at = table + index * size;
    const isExecutable = bytes.readUInt32LE(at) === PT_LOAD && (bytes.readUInt32LE(at + 4) & PF_X) !== 0;
    if (isExecutable) return bytes.readBigUInt64LE(at + 8) & ~(PAGE - 1n);
  }
  return null;
}

const CLASS_64 = 2;
const LITTLE_ENDIAN = 1;
const PT_LOAD = 1;
const PF_X = 1;
const PAGE = 4096n;
