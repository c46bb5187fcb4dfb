import * as z from "zod/mini";
import { HARMS } from "../results/harm-names.ts";

/** A change that older readers cannot take raises it. */
export const HISTORY_VERSION = 1;

export const AXES = ["version", "kernel", "libc", "node", "date"] as const;

/** What all repetitions of a case at one point, or at several that follow each other, say. */
const state = z.enum([
  "held",
  "unharmed",
  "harmed",
  "broken",
  /** Repetitions of one point do not agree. */
  "flaky",
  /** A need that is not offered; the reason says which. */
  "cannot",
  /** The suite failed. */
  "error",
  /** No run of that point has the case. */
  "never",
]);

/** Points that follow each other and say the same. */
const range = z.object({
  /** Labels of the first and of the last point. */
  from: z.string(),
  to: z.string(),
  points: z.int(),
  state,
  /** `dies of SIGSEGV`, `held`, `cannot run`. */
  words: z.string(),
  /** Null where nothing was observed. */
  outcome: z.nullable(z.string()),
  harms: z.array(z.enum(HARMS)),
  /** Why it could not run, is broken or an error; else null. */
  reason: z.nullable(z.string()),
  /** How many repetitions ran, over all points of the range, and how many of them had this result. */
  of: z.int(),
  times: z.int(),
});

/** From the last point at which it was seen before, to the first at which it is otherwise. */
const change = z.object({
  change: z.enum(["worse", "better", "different"]),
  after: z.string(),
  at: z.string(),
  why: z.nullable(z.string()),
});

const trend = z.enum([
  /** Bad again after it was good again, or good and bad by turns. */
  "flapping",
  "worse",
  "better",
  "different",
  /** As flaky at all points. */
  "flaky",
  "always-bad",
  "always-good",
  /** It ran at no point. */
  "unseen",
]);

/** Cases of one claim with one and the same history. */
const caseHistory = z.object({
  cases: z.array(z.object({ strategy: z.string(), filesystem: z.string(), image: z.string() })),
  trend,
  /** The whole in one sentence: `broken up to 1.8.1, held from 1.21`. */
  sentence: z.string(),
  /** Where it became bad; `orEarlier` where it was so at the first point already. Null where it never was. */
  firstBad: z.nullable(z.object({ at: z.string(), orEarlier: z.boolean() })),
  /** Where it was good again after it had been bad; null where it never was. */
  firstGood: z.nullable(z.string()),
  changes: z.array(change),
  ranges: z.array(range),
});

/** How much of a claim was seen at one point. */
const coverage = z.object({
  at: z.string(),
  seen: z.enum(["all", "partly", "cannot", "error", "never"]),
  /** Of as many cases as the claim has at any point. */
  of: z.int(),
  ran: z.int(),
  cannot: z.int(),
  errors: z.int(),
  never: z.int(),
  /** Why some could not run. */
  reasons: z.array(z.string()),
});

const claimHistory = z.object({
  suite: z.string(),
  test: z.string(),
  claim: z.string(),
  level: z.enum(["MUST", "SEE"]),
  coverage: z.array(coverage),
  histories: z.array(caseHistory),
});

const point = z.object({
  /** As short as tells the points of the group apart. */
  label: z.string(),
  /** The whole value: a version with its commit. */
  value: z.string(),
  runs: z.array(z.object({ path: z.string(), started: z.string() })),
  /** How often a case was run here: the one that was run least often, and most often. */
  repetitions: z.object({ least: z.int(), most: z.int() }),
});

const group = z.object({
  runtime: z.string(),
  /** What all of its runs have in common, by which they may be compared. */
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  /** The oldest first. */
  points: z.array(point),
  /** How many cases have each trend. */
  counts: z.record(trend, z.int()),
  claims: z.array(claimHistory),
});

/** What `fd012 history --format json` prints. */
export const historyFile = z.object({
  schema: z.literal(HISTORY_VERSION),
  by: z.enum(AXES),
  /** Sentences on what stands apart, and on what is incomplete. */
  cautions: z.array(z.string()),
  groups: z.array(group),
});

export type AxisName = (typeof AXES)[number];
export type State = z.infer<typeof state>;
export type Range = z.infer<typeof range>;
export type Trend = z.infer<typeof trend>;
export type Change = z.infer<typeof change>;
export type CaseHistory = z.infer<typeof caseHistory>;
export type Coverage = z.infer<typeof coverage>;
export type ClaimHistory = z.infer<typeof claimHistory>;
export type Point = z.infer<typeof point>;
export type Group = z.infer<typeof group>;
export type History = z.infer<typeof historyFile>;

/** The worst first. */
export const TRENDS: readonly Trend[] = trend.options;
