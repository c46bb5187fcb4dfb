import { earlyEnd } from "./early-end.ts";

/** Ctrl-C, or a request to terminate, ends the run in order; a second one ends it at once. Where nobody reads what is printed any more, it ends in order, too. */
export function interruptible(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  // It goes on listening after the first: packages (signal-exit, which testcontainers brings) listen too, and end the process where
  // they find nobody else who does.
  const stop = (signal: NodeJS.Signals) => {
    if (!controller.signal.aborted) return controller.abort();
    release();
    process.kill(process.pid, signal);
  };
  const release = () => {
    for (const signal of signals) process.removeListener(signal, stop);
  };
  for (const signal of signals) process.on(signal, stop);
  return { signal: AbortSignal.any([controller.signal, earlyEnd]), release };
}
