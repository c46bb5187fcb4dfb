import { appendFileSync, existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { Detection } from "../detection.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { type HelperProcess, startHelper } from "../host/helper-process.ts";
import { mayMount } from "../host/namespace.ts";
import type { TraceEvent } from "../results/schema.ts";
import { ProcessLedger } from "./process-ledger.ts";
import { TraceLines } from "./trace-lines.ts";

/**
 * The kernel's own account of how processes ended, by a tracefs instance of the run's own. No ptrace: a tracer on PID 1
 * changes its fate (the kernel keeps SIGNAL_UNKILLABLE for a traced task, so an abort never ends).
 */
export interface KernelTrace {
  /** Follows a process that is no descendant of the one the trace was opened for, and all that it starts from now on. */
  follow(pid: number): void;
  /** Events of one process, by its pid as the host sees it, once all its threads are gone. Can be taken once. @throws TraceLostError */
  take(pid: number): Promise<TraceEvent[]>;
  /** Events that the kernel has lost so far, whoever's they were. */
  lost(): number;
  close(): Promise<void>;
}

/** tracefs needs root and a kernel that has it. */
export function detectKernelTrace(): Detection {
  if (!mayMount()) {
    return { found: false, reason: "the kernel trace needs root (CAP_SYS_ADMIN)", remedy: "run as root" };
  }
  if (!existsSync("/sys/kernel/tracing")) {
    return {
      found: false,
      reason: "this kernel has no tracefs",
      remedy: "use a kernel built with CONFIG_FTRACE and CONFIG_FTRACE_SYSCALLS",
    };
  }
  if (!isInitialPidNamespace(readlinkSync("/proc/self/ns/pid"))) {
    return {
      found: false,
      reason:
        "the kernel trace names processes as the host does, and this is a container with a PID namespace",
      remedy: "run on the host, or in a container that shares its PIDs (--pid=host, hostPID: true)",
    };
  }
  return { found: true, version: "tracefs", path: "/sys/kernel/tracing" };
}

/** PROC_PID_INIT_INO of linux include/linux/proc_ns.h. @param link what /proc/PID/ns/pid says */
export function isInitialPidNamespace(link: string): boolean {
  return link === `pid:[${0xeffffffc}]`;
}

/** @param instance name of the instance, which tells whose it is (host/trace-instances.ts); @param pid whose descendants are followed */
export async function openKernelTrace(instance: string, pid: number): Promise<KernelTrace> {
  const helper = await startHelper("kernel trace", ["unshare", "--mount", "--"], SCRIPT, [
    instance,
    String(pid),
  ]);
  return new TraceReader(helper, instance);
}

class TraceReader implements KernelTrace {
  readonly #helper: HelperProcess;
  readonly #processes = new ProcessLedger();
  readonly #directory: string;
  readonly #lines: TraceLines;
  #lost = 0;

  constructor(helper: HelperProcess, instance: string) {
    this.#helper = helper;
    this.#directory = `/proc/${helper.pid}/root/sys/kernel/tracing/instances/${instance}`;
    this.#lines = new TraceLines(this.#processes);
    helper.stdout.setEncoding("latin1").on("data", (chunk: string) => this.#lines.feed(chunk)); // Names of processes may have any bytes.
  }

  // set_event_pid takes threads, and event-fork takes care of what each of them starts. One write for all: the kernel makes a new
  // list for each, and waits until nobody uses the old one.
  follow(pid: number): void {
    appendFileSync(`${this.#directory}/set_event_pid`, `${readdirSync(`/proc/${pid}/task`).join(" ")}\n`);
  }

  async take(pid: number): Promise<TraceEvent[]> {
    await within(
      this.#processes.ended(pid),
      deadline("kernel's word"),
      `the kernel's word of the end of process ${pid}`,
    );
    this.#look();
    return this.#processes.take(pid);
  }

  lost(): number {
    this.#look();
    return this.#lost;
  }

  // What the trace itself says of a loss comes with the next event of the same processor, which may be long after the end of a process. The
  // counters know at once: all that was not lost of it has been read by then, for the trace is read in the order of time.
  #look(): void {
    const lost = readdirSync(`${this.#directory}/per_cpu`)
      .map((cpu) => lostOf(readFileSync(`${this.#directory}/per_cpu/${cpu}/stats`, "utf8")))
      .reduce((sum, one) => sum + one, 0);
    if (lost > this.#lost) this.#processes.lost(lost - this.#lost);
    this.#lost = Math.max(lost, this.#lost);
  }

  close(): Promise<void> {
    return this.#helper.close();
  }
}

/** @param stats of one processor's buffer (Documentation/trace/ring-buffer-design.rst) */
export function lostOf(stats: string): number {
  return ["overrun", "commit overrun", "dropped events"]
    .map((name) => Number(new RegExp(`^${name}: (\\d+)$`, "m").exec(stats)?.[1] ?? 0))
    .reduce((sum, one) => sum + one, 0);
}

/**
 * The instance is made and removed by one shell, which leaves at end of file, so that none outlives a killed run. The mount
 * of tracefs is in a mount namespace of its own: the machine's table of mounts stays as it was. Filters keep what other
 * processes pay at nothing (set_event_pid) and the trace short. Every call of these is told when it begins, on whatever descriptor: if only those on fds 0
 * to 2 were, one that succeeded would lend its descriptor to the next that fails. The suite's own calls are of no interest. Syscalls that a
 * kernel does not know by these names are left out. sched_process_exec is not asked for: it prints the name of the file, which may hold
 * whole lines.
 */
const CALLS = ["newfstat", "newfstatat", "statx", "write", "writev", "read"];
/**
 * SIGCHLD, SIGCONT, SIGURG and SIGWINCH end nobody (signal(7)). runc's foreground sends SIGURG on to PID 1 that Go's scheduler means for
 * runc itself.
 */
const MAY_END = [17, 18, 23, 28].map((number) => `sig != ${number}`).join(" && ");
const SCRIPT = `
set -e
top=/sys/kernel/tracing
[ -d $top/instances ] || mount -t tracefs tracefs $top
mkdir "$top/instances/$1"
trap 'cd /; kill $cat 2>/dev/null || :; wait; rmdir "$top/instances/$1"' EXIT
cd "$top/instances/$1"
# Of all processors together 16 MiB, and never less than the kernel's own choice. Counted without a program: a guest has few.
n=0; for each in per_cpu/cpu*; do n=$((n + 1)); done
room=$((16384 / n)); [ $room -gt 1410 ] || room=1410
echo 1 >options/event-fork
echo "$2" >set_event_pid
echo $room >buffer_size_kb
enable() { [ ! -d "events/$1" ] || { [ -z "$2" ] || echo "$2" >"events/$1/filter"; echo 1 >"events/$1/enable"; }; }
for call in ${CALLS.join(" ")}; do
  enable "syscalls/sys_enter_$call" "common_pid != $2 && comm != \\"tee\\"" # The shim's own; see strategies/shim.ts.
  enable "syscalls/sys_exit_$call" "common_pid != $2 && ret < 0 && ret > -512 && ret != -2 && ret != -11"
done
enable syscalls/sys_enter_exit_group
enable signal/signal_generate '${MAY_END}'
enable signal/signal_deliver '${MAY_END}'
enable task/task_newtask
for call in execve execveat; do enable syscalls/sys_exit_$call 'ret == 0'; done
enable sched/sched_process_exit
setpriv --pdeathsig KILL -- cat trace_pipe & cat=$!
echo ready >&2
read -r _ || :
`;
