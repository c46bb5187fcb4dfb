/** One line of a trace_pipe, parsed; formats as in Documentation/trace/events.rst and the kernel's TRACE_EVENT print formats. */
export type TraceLine = { readonly seconds: number; readonly thread: number } & (
  | { readonly kind: "call"; readonly call: string; readonly fd: number }
  | { readonly kind: "failure"; readonly call: string; readonly errno: number }
  | { readonly kind: "exit-group"; readonly code: number }
  | {
      readonly kind: "generate";
      readonly signal: number;
      readonly code: number;
      readonly target: number;
      readonly result: number;
    }
  | { readonly kind: "deliver"; readonly signal: number; readonly code: number; readonly handler: string }
  | { readonly kind: "new-task"; readonly task: number; readonly isThread: boolean }
  /** execve(2) has succeeded: whichever thread called it goes on under the number of the process. */
  | { readonly kind: "exec" }
  | { readonly kind: "exit" }
);

const CLONE_THREAD = 0x10000; // linux/sched.h

/** The kernel's word that its buffer ran over, in a line of its own; with how many it was, where it knows. Null for any other line. */
export function lostEvents(line: string): number | null {
  const lost = /^CPU:\d+ \[LOST (?:(\d+) )?EVENTS\]$/.exec(line);
  return lost && Number(lost[1] ?? 1);
}

/**
 * Whether a line may go on in the next one: names of processes, of at most 15 bytes, stand in it as they are, with line feeds too. No event
 * with a longer text of a process's own is asked for: it could hold whole lines.
 */
export function mayGoOn(line: string): boolean {
  return /: (?:signal_generate: .* comm=|task_newtask: pid=\d+ comm=).{0,15}$/s.test(line);
}

// comm-PID [CPU] flags seconds: text. A process may call itself anything, but never longer than 15 bytes, padded to 16; so the
// last place within these that the rest can begin at is the kernel's own.
const PREFIX = /^.{0,16}-(\d+)\s+(?:\([\s\d-]+\)\s+)?\[\d+\]\s+\S+\s+(\d+\.\d+): (.*)$/s;

/** Null for a line of no interest. */
export function parseTraceLine(line: string): TraceLine | null {
  const prefix = PREFIX.exec(line);
  if (!prefix) return null;
  const [, thread, seconds, text] = prefix as unknown as [string, string, string, string];
  const body = parseBody(text);
  return body && ({ seconds: Number(seconds), thread: Number(thread), ...body } as TraceLine);
}

// Omit over a union would keep only the common fields, so the body is typed loosely here and exactly above.
function parseBody(text: string): object | null {
  if (text.startsWith("sys_")) return parseSyscall(text);
  const name = text.slice(0, text.indexOf(":"));
  switch (name) {
    case "signal_generate": {
      const m = /sig=(\d+) errno=-?\d+ code=(-?\d+) comm=.* pid=(\d+) grp=\d+ res=(\d+)$/s.exec(text);
      return (
        m && {
          kind: "generate",
          signal: Number(m[1]),
          code: Number(m[2]),
          target: Number(m[3]),
          result: Number(m[4]),
        }
      );
    }
    case "signal_deliver": {
      const m = /sig=(\d+) errno=-?\d+ code=(-?\d+) sa_handler=([0-9a-f]+)/.exec(text);
      return m && { kind: "deliver", signal: Number(m[1]), code: Number(m[2]), handler: m[3] };
    }
    case "task_newtask": {
      const m = /^task_newtask: pid=(\d+) comm=.* clone_flags=([0-9a-f]+) oom_score_adj=-?\d+$/s.exec(text);
      return (
        m && {
          kind: "new-task",
          task: Number(m[1]),
          isThread: (Number.parseInt(m[2] as string, 16) & CLONE_THREAD) !== 0,
        }
      );
    }
    case "sched_process_exit":
      return { kind: "exit" };
    default:
      return null;
  }
}

const EXECS = ["execve", "execveat"];
/** From here on the kernel's own words that never reach a program: the call is made again, or EINTR is (linux/errno.h: ERESTARTSYS …). */
const RESTART = 512;

// Numbers of syscall events are hexadecimal, with or without 0x by kernel version.
function parseSyscall(text: string): object | null {
  const exit = /^sys_(\w+) -> 0x([0-9a-f]+)$/.exec(text);
  if (exit) {
    const errno = Number(-BigInt.asIntN(64, BigInt(`0x${exit[2]}`)));
    if (errno === 0 && EXECS.includes(exit[1] as string)) return { kind: "exec" };
    return errno > 0 && errno < RESTART ? { kind: "failure", call: exit[1], errno } : null;
  }
  const end = /^sys_exit_group\(error_code: (?:0x)?([0-9a-f]+)/.exec(text);
  if (end) return { kind: "exit-group", code: Number.parseInt(end[1] as string, 16) & 0xff };
  const call = /^sys_(\w+)\(d?fd: (?:0x)?([0-9a-f]+)/.exec(text);
  return call && { kind: "call", call: call[1], fd: Number.parseInt(call[2] as string, 16) };
}
