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
  | { readonly kind: "exec"; readonly process: number; readonly formerThread: number }
  | { readonly kind: "exit" }
);

const CLONE_THREAD = 0x10000; // linux/sched.h

// comm-PID [CPU] flags seconds: text. A process may call itself anything, but never longer than 15 bytes, padded to 16; so the
// last place within these that the rest can begin at is the kernel's own.
const PREFIX = /^.{0,16}-(\d+)\s+(?:\([\s\d-]+\)\s+)?\[\d+\]\s+\S+\s+(\d+\.\d+): (.*)$/;

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
      const m = /sig=(\d+) errno=-?\d+ code=(-?\d+) comm=.* pid=(\d+) grp=\d+ res=(\d+)$/.exec(text);
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
      const m = /pid=(\d+) comm=.* clone_flags=([0-9a-f]+)/.exec(text);
      return (
        m && {
          kind: "new-task",
          task: Number(m[1]),
          isThread: (Number.parseInt(m[2] as string, 16) & CLONE_THREAD) !== 0,
        }
      );
    }
    case "sched_process_exec": {
      const m = / pid=(\d+) old_pid=(\d+)$/.exec(text);
      return m && { kind: "exec", process: Number(m[1]), formerThread: Number(m[2]) };
    }
    case "sched_process_exit":
      return { kind: "exit" };
    default:
      return null;
  }
}

// Numbers of syscall events are hexadecimal, with or without 0x by kernel version.
function parseSyscall(text: string): object | null {
  const failure = /^sys_(\w+) -> 0x([0-9a-f]+)/.exec(text);
  if (failure) {
    return {
      kind: "failure",
      call: failure[1],
      errno: Number(-BigInt.asIntN(64, BigInt(`0x${failure[2]}`))),
    };
  }
  const end = /^sys_exit_group\(error_code: (?:0x)?([0-9a-f]+)/.exec(text);
  if (end) return { kind: "exit-group", code: Number.parseInt(end[1] as string, 16) & 0xff };
  const call = /^sys_(\w+)\(d?fd: (?:0x)?([0-9a-f]+)/.exec(text);
  return call && { kind: "call", call: call[1], fd: Number.parseInt(call[2] as string, 16) };
}
