/** What the kernel printed of a fault that nobody handles; numbers as it gives them. */
export interface FaultLine {
  readonly command: string;
  /** Thread, as the host numbers it. */
  readonly thread: number;
  readonly what: string;
  readonly instructionPointer: bigint;
  /** The mapped file that it lies in; null where the kernel named none. */
  readonly mapping: Mapping | null;
}

export interface Mapping {
  readonly file: string;
  /** Where the mapping begins in memory. */
  readonly base: bigint;
  /** Where in the file it lies, since Linux 6.10; null before. */
  readonly offset: bigint | null;
}

const HEX = "([0-9a-f]+)";
// arch/x86/kernel/traps.c: show_signal(), since 4.15. `traps: node[12] general protection fault ip:7f sp:7f error:0 in libc.so.6[…]`
const TRAP = new RegExp(`^traps: (.*)\\[(\\d+)\\] (.*?) ip:${HEX} sp:${HEX} error:${HEX}`);
// arch/x86/mm/fault.c: show_signal_msg(). `node[12]: segfault at 10 ip 00007f sp 00007f error 4 in node[400000+2000]`
const SEGFAULT = new RegExp(`^(.*)\\[(\\d+)\\]: (segfault at ${HEX}) ip ${HEX} sp ${HEX} error ${HEX}`);
// mm/memory.c: print_vma_addr(): [base+size], and since 6.10 [offset,base+size].
const MAPPING = new RegExp(` in (\\S+)\\[(?:${HEX},)?${HEX}\\+${HEX}\\]`);

/** @param text of one record of the kernel's log; null for one that tells of no fault */
export function parseFaultLine(text: string): FaultLine | null {
  const trap = TRAP.exec(text);
  const segfault = trap ? null : SEGFAULT.exec(text);
  const found = trap ?? segfault;
  if (!found) return null;
  const mapping = MAPPING.exec(text);
  return {
    command: found[1] as string,
    thread: Number(found[2]),
    what: found[3] as string,
    instructionPointer: hex(found[trap ? 4 : 5] as string),
    mapping: mapping && {
      file: mapping[1] as string,
      base: hex(mapping[3] as string),
      offset: mapping[2] === undefined ? null : hex(mapping[2]),
    },
  };
}

function hex(digits: string): bigint {
  return BigInt(`0x${digits}`);
}
