import * as z from "zod/mini";
import { HARMS } from "../harm-names.ts";
import { fate } from "./fate.ts";
import { observation } from "./observation.ts";

const assertion = z.object({
  ok: z.boolean(),
  /** Whose it is: the claim's own, or one of those that are made for every case (`case`). */
  of: z.enum(["claim", "case"]),
  name: z.string(),
  skip: z.nullable(z.string()),
  /** YAML-able detail of a failure. */
  detail: z.nullable(z.record(z.string(), z.unknown())),
});

/** One cell of the matrix before it ran. */
export const plannedCase = z.object({
  id: z.string(),
  suite: z.string(),
  test: z.string(),
  claim: z.string(),
  level: z.enum(["MUST", "SEE"]),
  cites: z.array(z.string()),
  runtime: z.string(),
  strategy: z.string(),
  filesystem: z.string(),
  /** As it was asked for (`node`, `node:12`); `head.images` has what that was. */
  image: z.string(),
  /** Where the workload stands: see `Place` in runtimes/runtime.ts. */
  place: z.enum(["pid1", "under-init", "host-pid-namespace"]),
  /** What is done to the log, its file system or its reader, for the score; null for nothing. */
  fault: z.nullable(z.string()),
  /** The ends that the workload itself means; null where it means none, as when it aborts. */
  meant: z.nullable(z.array(fate)),
});

/** DESIGN.md, section 2. */
const verdict = z.enum(["held", "broken", "recorded", "skip", "error"]);

/** What a case cost; see harm-names.ts. */
const harm = z.object({
  harm: z.enum(HARMS),
  /** Bytes, processes, descriptors, or 1 for what happens or does not; null for "some", where the amount is a race. */
  amount: z.nullable(z.int()),
  /** One sentence. */
  text: z.string(),
});

export const caseResult = z.extend(plannedCase, {
  verdict,
  /** Why it was skipped, is broken or an error; else null. */
  reason: z.nullable(z.string()),
  /** What it cost, the worst first; of any verdict, for a claim may hold at a price. */
  harms: z.array(harm),
  /** One short string that can be compared; null where nothing was observed. */
  outcome: z.nullable(z.string()),
  milliseconds: z.number(),
  /** Earlier tries that were broken or errors, oldest first; one that is neither after them is flaky. */
  attempts: z.optional(
    z.array(
      z.object({
        verdict,
        outcome: z.nullable(z.string()),
        reason: z.nullable(z.string()),
        milliseconds: z.number(),
      }),
    ),
  ),
  assertions: z.array(assertion),
  observation: z.nullable(observation),
  /** Of further containers, and of what was executed in one (`exec-1`); absent where there were none. */
  others: z.optional(z.array(z.object({ name: z.string(), observation }))),
  /** A shell script that does by hand what the case did; null where the case never started. */
  repro: z.nullable(z.string()),
});

export type Assertion = z.infer<typeof assertion>;
export type PlannedCase = z.infer<typeof plannedCase>;
export type Harm = z.infer<typeof harm>;
export type HarmName = Harm["harm"];
export type Verdict = z.infer<typeof verdict>;
export type CaseResult = z.infer<typeof caseResult>;
