import * as z from "zod/mini";

/** One event of the kernel trace; `seconds` count from the first event of the case. */
const traceEvent = z.object({
  seconds: z.number(),
  thread: z.int(),
  name: z.enum(["syscall-error", "signal-generate", "signal-deliver", "exit-group", "process-exit"]),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** How often it came in a row, alone or in turn with its neighbour; absent for once. */
  times: z.optional(z.int()),
});

/** One link of the chain that explains the fate. */
const link = z.object({
  name: z.string(),
  text: z.string(),
  /** `observed`: an event of the trace or a line of the log says so. `inferred`: only what stands around it does. */
  backing: z.enum(["observed", "inferred"]),
  seconds: z.nullable(z.number()),
});

/** What the kernel's log says of the fault that ended PID 1. */
const kernelLog = z.object({
  /** Null with the reason in `missing`. */
  line: z.nullable(z.string()),
  missing: z.nullable(z.string()),
  /** The instruction at the faulting address, read from the image's own file; null where it could not be. */
  instruction: z.nullable(
    z.object({ file: z.string(), offset: z.int(), bytes: z.string(), name: z.nullable(z.string()) }),
  ),
});

export const evidence = z.object({
  /** Why there is no trace, or null where there is one. */
  missing: z.nullable(z.string()),
  trace: z.array(traceEvent),
  chain: z.array(link),
  /** Only where the kernel forced a signal that nobody handles, for only of that does it print a line. */
  kernelLog: z.optional(kernelLog),
});

export type TraceEvent = z.infer<typeof traceEvent>;
export type Link = z.infer<typeof link>;
export type KernelLog = z.infer<typeof kernelLog>;
export type Evidence = z.infer<typeof evidence>;
