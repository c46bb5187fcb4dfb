import { appendFileSync, existsSync, readdirSync, readlinkSync } from "node:fs";
import type { Detection } from "../detection.ts";
import { within } from "../host/deadline.ts";
import { type HelperProcess, startHelper } from "../host/helper-process.ts";
import { mayMount } from "../host/namespace.ts";
import type { TraceEvent } from "../results/schema.ts";
import { ProcessLedger } from "./process-ledger.ts";
import { parseTraceLine } from "./trace-line.ts";

/**
 * The kernel's own account of how processes ended, by a tracefs instance of the run's own. No ptrace: a tracer on PID 1
 * changes its fate (the kernel keeps SIGNAL_UNKILLABLE for a traced task, so an abort never ends).
 */
export interface KernelTrace {
  /** Follows a process that is no descendant of the one the trace was opened for, and all that it starts from now on. */
  follow(pid: number): void;
  /** Events of one process, by its pid as the host sees it, once all its threads are gone. Can be taken once. */
  take(pid: number): Promise<TraceEvent[]>;
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

const GONE_DEADLINE = 3_000;

/** @param instance name of the instance, unique on this machine; @param pid whose descendants are followed */
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
  readonly #followed: string;

  constructor(helper: HelperProcess, instance: string) {
    this.#helper = helper;
    this.#followed = `/proc/${helper.pid}/root/sys/kernel/tracing/instances/${instance}/set_event_pid`;
    let partial = "";
    // By hand, since node:readline costs as much as all else that is done with a line. Names of processes may have any bytes.
    helper.stdout.setEncoding("latin1").on("data", (chunk: string) => {
      const lines = (partial + chunk).split("\n");
      partial = lines.pop() as string;
      for (const line of lines) this.#take(line);
    });
  }

  #take(line: string): void {
    const event = parseTraceLine(line);
    if (event) this.#processes.add(event);
  }

  // set_event_pid takes threads, and event-fork takes care of what each of them starts. One write for all: the kernel makes a new
  // list for each, and waits until nobody uses the old one.
  follow(pid: number): void {
    appendFileSync(this.#followed, `${readdirSync(`/proc/${pid}/task`).join(" ")}\n`);
  }

  async take(pid: number): Promise<TraceEvent[]> {
    await within(this.#processes.ended(pid), GONE_DEADLINE, `the kernel's word of the end of process ${pid}`);
    return this.#processes.take(pid);
  }

  close(): Promise<void> {
    return this.#helper.close();
  }
}

/**
 * The instance is made and removed by one shell, which leaves at end of file, so that none outlives a killed run. The mount
 * of tracefs is in a mount namespace of its own: the machine's table of mounts stays as it was. Filters keep what other
 * processes pay at nothing (set_event_pid) and the trace short (failed calls and exits, not every call). Syscalls that a
 * kernel does not know by these names are left out.
 */
const CALLS = ["newfstat:fd", "newfstatat:dfd", "statx:dfd", "write:fd", "writev:fd", "read:fd"];
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
echo 1 >options/event-fork
echo "$2" >set_event_pid # First of all: an instance that follows nobody is taken for a leftover.
enable() { [ ! -d "events/$1" ] || { [ -z "$2" ] || echo "$2" >"events/$1/filter"; echo 1 >"events/$1/enable"; }; }
for pair in ${CALLS.join(" ")}; do
  enable "syscalls/sys_enter_\${pair%:*}" "\${pair#*:} <= 2 && comm != \\"tee\\"" # The shim's own; see strategies/shim.ts.
  enable "syscalls/sys_exit_\${pair%:*}" 'ret < 0 && ret != -2 && ret != -11'
done
enable syscalls/sys_enter_exit_group
enable signal/signal_generate '${MAY_END}'
enable signal/signal_deliver '${MAY_END}'
enable task/task_newtask
enable sched/sched_process_exec
enable sched/sched_process_exit
setpriv --pdeathsig KILL -- cat trace_pipe & cat=$!
echo ready >&2
read -r _ || :
`;
