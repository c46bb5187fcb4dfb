import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { executableOffset } from "./elf.ts";
import type { FaultLine } from "./fault-line.ts";

/** The instruction that a fault names, as it stands in the image's own file. */
export interface FaultingInstruction {
  /** Path inside the image. */
  readonly file: string;
  /** In the file. */
  readonly offset: number;
  /** The first four bytes there, in hexadecimal. */
  readonly bytes: string;
  /** Null where the bytes are none that abort(3) ends in. */
  readonly name: string | null;
}

/** One-byte HLT (Intel SDM volume 2); BRK #1000, as glibc's aarch64 abort-instr.h has it, little endian. */
const names: [prefix: string, name: string][] = [
  ["f4", "hlt"],
  ["007d20d4", "brk"],
];
const SHOWN_BYTES = 4;

/** Null where the file is not found in the image, or its layout is not understood. */
export function faultingInstruction(
  { mapping, instructionPointer }: FaultLine,
  rootfs: string,
): FaultingInstruction | null {
  const file = mapping && fileNamed(mapping.file, rootfs);
  if (!mapping || !file) return null;
  const bytes = readFileSync(join(rootfs, file));
  const start = executableOffset(bytes);
  const at = mapping.offset ?? (start === null ? null : instructionPointer - mapping.base + start);
  if (at === null || at >= bytes.length) return null;
  const shown = bytes.toString("hex", Number(at), Number(at) + SHOWN_BYTES);
  const name = names.find(([prefix]) => shown.startsWith(prefix))?.[1] ?? null;
  return { file, offset: Number(at), bytes: shown, name };
}

/** The kernel tells a file's last name alone. */
function fileNamed(name: string, rootfs: string): string | null {
  const found = readdirSync(rootfs, { recursive: true, withFileTypes: true }).find(
    (entry) => entry.isFile() && entry.name === name,
  );
  return found ? join(found.parentPath, found.name).slice(rootfs.length) : null;
}
