import * as z from "zod/mini";

const signal = z.string();

/** How a process ended; `unknown` says why nobody could tell. */
export const fate = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("exit"), code: z.int() }),
  z.object({ kind: z.literal("signal"), signal }),
  /** `spin`: it ran all the while, and waited for nothing. */
  z.object({ kind: z.literal("hang"), where: z.string(), spin: z.optional(z.boolean()) }),
  z.object({ kind: z.literal("start-failed"), message: z.string() }),
  /** `byDesign`: in this way of running nothing reports an end, so that its absence is no fault. */
  z.object({ kind: z.literal("unknown"), reason: z.string(), byDesign: z.optional(z.boolean()) }),
]);

export type Fate = z.infer<typeof fate>;
