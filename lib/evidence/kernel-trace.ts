import { appendFileSync, existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { Detection } from "../detection.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { type HelperProcess, startHelper } from "../host/helper-process.ts";
import { mayMount } from "../host/namespace.ts";
import type { TraceEvent } from "../results/schema.ts";
import traceProgram from "./kernel-trace.sh";
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
  const helper = await startHelper("kernel trace", ["unshare", "--mount", "--"], traceProgram, [
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
