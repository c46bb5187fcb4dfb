/** What abort(3) executes once SIGABRT has not ended the process, and the signal that the kernel then forces. */
export interface AbortInstruction {
  readonly name: string;
  readonly signal: string;
  /** si_code of that signal (sigaction(2)): SI_KERNEL is 128, TRAP_BRKPT and SEGV_MAPERR are 1. */
  readonly code: number;
  /** Where the instruction stands. */
  readonly source: string;
}

/** By architecture and libc. The signal is the kernel's answer: arch/x86/kernel/traps.c (#GP), arch/arm64/kernel/debug-monitors.c (BRK). */
const instructions: Record<string, AbortInstruction> = {
  "x64 glibc": {
    ...{ name: "HLT", signal: "SIGSEGV", code: 128 },
    source: "glibc stdlib/abort.c and the architecture's abort-instr.h: ABORT_INSTRUCTION is hlt",
  },
  "x64 musl": {
    ...{ name: "HLT", signal: "SIGSEGV", code: 128 },
    source: "musl src/exit/abort.c, arch/x86_64/atomic_arch.h: a_crash() is hlt",
  },
  "arm64 glibc": {
    ...{ name: "BRK", signal: "SIGTRAP", code: 1 },
    source: "glibc stdlib/abort.c and the architecture's abort-instr.h: ABORT_INSTRUCTION is brk #1000",
  },
  "arm64 musl": {
    ...{ name: "store to address 0", signal: "SIGSEGV", code: 1 },
    source:
      "musl src/exit/abort.c, src/internal/atomic.h: a_crash() stores to address 0, for want of another",
  },
};

/**
 * @param architecture as `process.arch` names it
 * @param libc as an image has it: `glibc 2.36`, `musl`
 * @returns null where the instruction is not known
 */
export function abortInstruction(architecture: string, libc: string): AbortInstruction | null {
  return instructions[`${architecture} ${libc.split(" ")[0]}`] ?? null;
}
