/** What abort(3) executes once SIGABRT has not ended the process, and the signal that the kernel then forces. */
export interface AbortInstruction {
  readonly name: string;
  readonly signal: string;
  /** si_code of that signal: SI_KERNEL is 128, TRAP_BRKPT is 1 (sigaction(2)). */
  readonly code: number;
}

/** ABORT_INSTRUCTION of glibc's sysdeps/<architecture>/abort-instr.h; musl's a_crash ends in the same on x86-64. */
const instructions: Record<string, AbortInstruction> = {
  x64: { name: "HLT", signal: "SIGSEGV", code: 128 },
  arm64: { name: "BRK", signal: "SIGTRAP", code: 1 },
};

/** @param architecture as `process.arch` names it; null where the instruction is not known */
export function abortInstruction(architecture: string): AbortInstruction | null {
  return instructions[architecture] ?? null;
}
