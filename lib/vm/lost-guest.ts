import type { Off } from "./qemu.ts";

/** A virtual machine that went off before the run inside had ended. */
export interface LostGuest {
  /** One sentence. */
  readonly why: string;
  /** The last lines that its kernel and its programs printed. */
  readonly console: readonly string[];
}

interface Traces {
  readonly off: Off;
  /** All that is left of the console. */
  readonly console: string;
  /** MiB. */
  readonly memory: number;
  /** Milliseconds that it was silent for, where that is why it was turned off. */
  readonly silence: number | null;
  /** The line that it should not have said, where that is why it was turned off. */
  readonly strange?: string | null;
}

const LINES = 30;
const LONGEST = 100;
const NO_MEMORY = /cannot allocate memory|cannot set up guest memory|phys-bits too low/i;
const OUT_OF_MEMORY = /out of memory|deadlocked on memory|initramfs unpacking failed: write error/i;

/** Why it went off, as far as QEMU and the console tell. */
export function lostGuest(traces: Traces): LostGuest {
  const lines = traces.console.trimEnd().split(/\r?\n/);
  return { why: sentence(traces), console: lines.slice(-LINES).filter((line) => line !== "") };
}

function sentence({ off, console, memory, silence, strange = null }: Traces): string {
  if (strange !== null)
    return `The virtual machine said what is no event of a run, and was turned off: ${strange.slice(0, LONGEST)}`;
  if (NO_MEMORY.test(off.said))
    return `This machine cannot give a virtual machine ${memory} MiB of memory (${off.said.split("\n").at(-1)}); free some, or give it less: --vm-memory.`;
  if (/initrd is too large/.test(off.said) || OUT_OF_MEMORY.test(console))
    return `The virtual machine ran out of its ${memory} MiB of memory; give it more: --vm-memory.`;
  const panic = /Kernel panic - not syncing: (.*)/.exec(console)?.[1];
  if (panic) return `The virtual machine's kernel panicked: ${panic.trim()}.`;
  if (silence !== null) return `The virtual machine was silent for ${silence / 1000} s, and was turned off.`;
  const how = off.signal ? `was ended by ${off.signal}` : `ended by exit ${off.code}`;
  const said = off.said ? `: ${off.said.split("\n").at(-1)}` : "";
  return `The virtual machine went off before the run inside had ended; QEMU ${how}${said}.`;
}
