import { actualFate } from "../evidence/actual-fate.ts";
import { explain } from "../evidence/explain.ts";
import { faultingInstruction } from "../evidence/faulting-instruction.ts";
import { foldedTrace } from "../evidence/folded-trace.ts";
import { loggedFault } from "../evidence/kernel-log.ts";
import type { Told } from "../observe/told.ts";
import type { Evidence, Fate, KernelLog } from "../results/schema.ts";
import type { Running } from "../runtimes/runtime.ts";
import type { Case, Stage } from "./case.ts";

/** The kernel's word on how the workload ended, and the chain that leads there. */
export async function collectEvidence(
  one: Case,
  stage: Stage,
  running: Running,
  told: Told,
  stderr: string,
): Promise<{ actual: Fate; evidence: Evidence }> {
  if (told.isKilled) return withoutTrace(OUTLIVED, running, told);
  if (running.opaque) return withoutTrace(running.opaque, running, told);
  if (!stage.trace) return withoutTrace(stage.traceMissing ?? "there is no kernel trace", running, told);
  let trace: Evidence["trace"];
  try {
    trace = await stage.trace.take(running.hostPid);
  } catch (error) {
    return withoutTrace((error as Error).message, running, told);
  }
  if (!told.hasEnded) trace = beforeOurKill(trace);
  const actual = told.hasEnded ? actualFate(trace) : told.reported;
  const kernelLog = actual.kind === "signal" ? logOf(trace, one) : undefined;
  trace = fromFirst(trace);
  const chain = explain(trace, {
    actual,
    isPid1: one.plan.place === "pid1",
    isNode: one.image.isNode,
    architecture: one.image.architecture,
    libc: one.image.libc,
    stderr,
    instruction: kernelLog?.instruction ?? null,
  });
  const evidence = { missing: null, trace: foldedTrace(trace), chain, ...(kernelLog && { kernelLog }) };
  return { actual, evidence };
}

const OUTLIVED = "PID 1 was still running when the runtime had ended";

/** Asked for where the kernel prints a line: it forced a signal (si_code above 0), and nobody handled it. */
function logOf(trace: Evidence["trace"], { image }: Case): KernelLog | undefined {
  const at = trace.findLastIndex(({ name, fields }) => name === "signal-generate" && Number(fields.code) > 0);
  const forced = trace[at];
  const isHandled = trace
    .slice(at + 1)
    .some(({ name, fields }) => name === "signal-deliver" && fields.handler !== "0");
  if (!forced || isHandled) return undefined;
  const { line, fault, missing } = loggedFault(new Set(trace.map(({ thread }) => thread)), forced.seconds);
  return { line, missing, instruction: fault && faultingInstruction(fault, image.rootfs) };
}

function fromFirst(trace: Evidence["trace"]): Evidence["trace"] {
  const start = trace[0]?.seconds ?? 0;
  return trace.map((event) => ({ ...event, seconds: Number((event.seconds - start).toFixed(6)) }));
}

/** TRACE_SIGNAL_DELIVERED of linux include/trace/events/signal.h. One that PID 1 was sent from its own namespace is ignored, and no end. */
const DELIVERED = 0;

// A process that hung was killed by the suite: from there on the trace tells of that, not of what it would have done.
function beforeOurKill(trace: Evidence["trace"]): Evidence["trace"] {
  const kill = trace.findIndex(
    ({ name, fields }) =>
      name === "signal-generate" && fields.signal === "SIGKILL" && fields.result === DELIVERED,
  );
  return kill === -1 ? trace : trace.slice(0, kill);
}

// A process of the suite's own that waits for PID 1 has the kernel's word by wait(2); what a runtime reports is but its own.
function withoutTrace(
  reason: string,
  { unreported }: Running,
  { reported, hasEnded, isKilled }: Told,
): { actual: Fate; evidence: Evidence } {
  const isSeen = !isKilled && (!hasEnded || unreported !== undefined);
  const actual: Fate = isSeen ? reported : { kind: "unknown", reason };
  return { actual, evidence: { missing: reason, trace: [], chain: [] } };
}
