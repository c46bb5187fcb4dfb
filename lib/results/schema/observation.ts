import * as z from "zod/mini";
import { evidence } from "./evidence.ts";
import { fate } from "./fate.ts";
import { streamLedger } from "./ledger.ts";
import { placement, wiring } from "./wiring.ts";

export const observation = z.object({
  wiring: z.nullable(wiring),
  /** Null where it could not be seen; absent in older files. */
  placement: z.optional(z.nullable(placement)),
  /** `outlived`: PID 1 was still running when the runtime had ended, so that what was reported is not how PID 1 ended. */
  fate: z.object({ actual: fate, reported: fate, outlived: z.optional(z.boolean()) }),
  ledger: z.array(streamLedger),
  evidence,
  /** What its log's open descriptor answered to each operation: `ok`, or an errno; only where the workload asked it everything. */
  answers: z.optional(z.record(z.string(), z.string())),
  /** What the case left behind: processes, mounts, files. Empty is the only good value. */
  leftovers: z.array(z.string()),
  /** What the runtime itself printed, cut to 8 KiB. */
  said: z.string(),
});

export type Observation = z.infer<typeof observation>;
