import { basename } from "node:path";
import type { Fate, KernelLog, Link, TraceEvent } from "../results/schema.ts";
import { abortInstruction } from "./abort-instruction.ts";
import { Chain } from "./chain.ts";

/** What is known of the case besides its trace. */
export interface Circumstances {
  readonly actual: Fate;
  /** Whether the process was PID 1 of a PID namespace. */
  readonly isPid1: boolean;
  readonly isNode: boolean;
  /** As `process.arch` names it. */
  readonly architecture: string;
  /** As the image has it. */
  readonly libc: string;
  /** What PID 1 wrote to the log of its stderr, as far as it was stored. */
  readonly stderr: string;
  /** The instruction that the kernel's log blames, as it stands in the image; null where there is no such line. */
  readonly instruction: KernelLog["instruction"];
}

/**
 * The chain from the first thing that went wrong to the fate, link by link. A link is `observed` where an event of the trace
 * or a line that PID 1 wrote says so, `inferred` where it only follows from what stands around it. An undisturbed exit has no chain.
 */
export function explain(events: readonly TraceEvent[], circumstances: Circumstances): Link[] {
  const story = new Story(circumstances);
  for (const [index, event] of events.entries()) story.tell(event, events.slice(index + 1));
  return story.end();
}

const INVALID_DESCRIPTOR = "EBADF"; // The one errno that ResetStdio puts up with (src/node.cc).
/** A signal that is sent while it is blocked meets its action only when it is delivered (kernel/signal.c: sig_ignored()). */
const SIG_IGN = "1";
const FSTAT_CALLS = ["newfstat", "newfstatat", "statx"];
/** What the kernel says of a forced signal by its si_code (sigaction(2)). node meets these when it writes a stack trace amid its teardown. */
const faults: Record<string, string> = {
  "SIGSEGV 1": "address not mapped",
  "SIGSEGV 128": "general protection",
};
const ABORT_EXIT = 127; // glibc's abort(3), when it is entered again after its last stage, calls _exit(127).

class Story {
  readonly #chain = new Chain();
  readonly #circumstances: Circumstances;
  /** A failed fstat(2) that nothing has followed from yet. */
  #badStat = false;
  #handled = false;
  #exited = false;
  /** abort(3) was entered. */
  #aborting = false;

  constructor(circumstances: Circumstances) {
    this.#circumstances = circumstances;
  }

  tell(event: TraceEvent, rest: readonly TraceEvent[]): void {
    if (this.#exited) return; // What follows is how the kernel takes a process down: SIGKILL for its threads, SIGHUP for its terminal.
    if (event.name === "syscall-error") this.#failedCall(event);
    else if (event.name === "signal-generate") this.#signal(event, rest);
    else if (event.name === "signal-deliver") this.#delivery(event, rest);
    else if (event.name === "exit-group") this.#exit(event);
  }

  end(): Link[] {
    const { actual } = this.#circumstances;
    // A signal that was sent and ended the process is the fate itself, not a chain that leads to it.
    if (actual.kind === "signal" && this.#chain.isJust(actual.signal)) return [];
    if (actual.kind === "signal") this.#chain.add("killed", `killed by ${actual.signal}`, "observed", null);
    return this.#chain.links();
  }

  #failedCall({ fields, seconds }: TraceEvent): void {
    const isStat = FSTAT_CALLS.includes(String(fields.call));
    const call = isStat ? "fstat" : String(fields.call);
    this.#chain.add(`${call}-failed`, `${call}(${fields.fd}) ${fields.errno}`, "observed", seconds);
    if (isStat && fields.errno !== INVALID_DESCRIPTOR) this.#badStat = true;
  }

  #signal({ fields, seconds }: TraceEvent, rest: readonly TraceEvent[]): void {
    const name = String(fields.signal);
    // Told already by the write that failed with EPIPE; and by the end of the namespace that PID 1's end takes down.
    if (fields.ignored && (name === "SIGPIPE" || name === "SIGKILL")) return;
    if (name === "SIGABRT" || Number(fields.code) > 0) this.#blameResetStdio();
    const { architecture, libc } = this.#circumstances;
    const instruction = abortInstruction(architecture, libc);
    const isForced = name === instruction?.signal && fields.code === instruction.code;
    // Only after an abort: a wild pointer that is no address at all raises the very same signal.
    if (instruction && isForced && this.#aborting) {
      this.#chain.add("abort-instruction", ...this.#named(instruction.name, rest), seconds);
    }
    if (name === "SIGABRT") this.#aborting = true;
    const fault = isForced && this.#aborting ? undefined : faults[`${name} ${fields.code}`];
    this.#chain.add(
      "signal",
      `${name}${fault ? ` (${fault})` : ""}${fields.ignored ? ` ignored${this.#why}` : ""}`,
      "observed",
      seconds,
    );
  }

  #delivery({ fields, seconds, thread }: TraceEvent, rest: readonly TraceEvent[]): void {
    if (fields.handler === SIG_IGN) {
      this.#chain.replaceLast("signal", `${fields.signal} ignored`, "observed", seconds);
    } else if (fields.handler !== "0") {
      this.#handled = true;
      this.#chain.add("handler", `${fields.signal} handler`, "observed", seconds);
    } else if (rest.some((later) => later.thread === thread && later.name !== "process-exit")) {
      // The default action is to end the process, and it did not: SIGNAL_UNKILLABLE.
      this.#chain.replaceLast("signal", `${fields.signal} discarded${this.#why}`, "observed", seconds);
    }
  }

  // The log tells of the last fault, which nobody handled; of those before there is no line.
  #named(name: string, rest: readonly TraceEvent[]): [string, Link["backing"]] {
    const { instruction } = this.#circumstances;
    const isLast = !rest.some((later) => later.name === "signal-generate" && Number(later.fields.code) > 0);
    if (!isLast || instruction?.name !== name.toLowerCase()) return [name, "inferred"];
    const place = `${basename(instruction.file)}+0x${instruction.offset.toString(16)}`;
    return [`${name} (${instruction.bytes.slice(0, name === "HLT" ? 2 : 8)} at ${place})`, "observed"];
  }

  get #why(): string {
    return this.#circumstances.isPid1 ? " (PID 1)" : "";
  }

  #exit({ fields, seconds }: TraceEvent): void {
    this.#exited = true;
    if (this.#badStat && this.#handled && fields.code === ABORT_EXIT) {
      this.#blameResetStdio();
      this.#chain.add("second-abort", "second abort(3)", "inferred", seconds);
    }
    if (!this.#chain.isEmpty) this.#chain.add("exit", `_exit(${fields.code})`, "observed", seconds);
  }

  // The assertion names the function, but only a stderr that can still be written shows it.
  #blameResetStdio(): void {
    if (!this.#badStat || !this.#circumstances.isNode) return;
    this.#badStat = false;
    const backing = this.#circumstances.stderr.includes("ResetStdio") ? "observed" : "inferred";
    this.#chain.insertAfterLast("fstat-failed", "reset-stdio", "node::ResetStdio", backing);
  }
}
