import type { Fate, TraceEvent } from "../results/schema.ts";

/**
 * How a process ended, from the kernel trace alone.
 *
 * Each thread's last act tells how that thread ended: its call of exit_group(2), or a signal delivered with the default
 * action. The first of these in time ended the process; the other threads then die of the SIGKILL by which the kernel
 * takes a thread group down. A default action that did not end PID 1 (SIGNAL_UNKILLABLE) is followed by more events of the
 * same thread, so it is nobody's last act.
 */
export function actualFate(events: readonly TraceEvent[]): Fate {
  if (!events.some((event) => event.name === "process-exit")) {
    return { kind: "unknown", reason: "the kernel trace does not show the end of the process" };
  }
  const first = lastActs(events)[0];
  if (!first)
    return { kind: "unknown", reason: "the kernel trace shows neither exit_group nor a deadly signal" };
  if (first.name === "exit-group") return { kind: "exit", code: Number(first.fields.code) };
  return { kind: "signal", signal: deadlySignal(first, events) };
}

function lastActs(events: readonly TraceEvent[]): TraceEvent[] {
  const last = new Map<number, TraceEvent>();
  for (const event of events) {
    if (event.name !== "process-exit" && !isOthersDoing(event)) last.set(event.thread, event);
  }
  return [...last.values()].filter(isDeadly).sort((a, b) => a.seconds - b.seconds);
}

// signal_generate stands in the sender's thread, which says nothing of how that thread ends.
function isOthersDoing(event: TraceEvent): boolean {
  return event.name === "signal-generate";
}

function isDeadly(event: TraceEvent): boolean {
  return event.name === "exit-group" || (event.name === "signal-deliver" && event.fields.handler === "0");
}

/**
 * A deadly signal without a core dump (SIGTERM, say) reaches the threads as SIGKILL already (complete_signal in the
 * kernel's signal.c), so the signal that was sent last before it is the one that wait(2) reports.
 */
function deadlySignal(delivered: TraceEvent, events: readonly TraceEvent[]): string {
  const signal = String(delivered.fields.signal);
  if (signal !== "SIGKILL") return signal;
  const sent = events.filter((event) => event.name === "signal-generate" && event.fields.result === 0);
  if (sent.some((event) => event.fields.signal === "SIGKILL")) return "SIGKILL";
  return String(sent.at(-1)?.fields.signal ?? "SIGKILL");
}
