import type * as z from "zod/mini";
import type * as schema from "./schema.ts";

/** What was seen of a live process; plain data. Nothing in it was touched: no ptrace, no signal, no write, no open of a log. */
export interface Inspection {
  readonly pid: number;
  /** What was asked for: `812`, `docker:web`. */
  readonly target: string;
  readonly program: InspectedProgram;
  readonly streams: readonly InspectedStream[];
}

export type InspectedProgram = Readonly<z.infer<typeof schema.program>>;
export type InspectedStream = Readonly<z.infer<typeof schema.stream>>;
export type KeptLog = NonNullable<InspectedStream["log"]>;
/** What a fault would do to it. */
export type Risk = Readonly<z.infer<typeof schema.risk>>;
export type Level = z.infer<typeof schema.level>;
/** An inspection with its risks. */
export type Judged = Readonly<z.infer<typeof schema.judged>>;
export type Unseen = Readonly<z.infer<typeof schema.unseen>>;
export type Machine = Readonly<z.infer<typeof schema.machine>>;
