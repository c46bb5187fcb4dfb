import * as z from "zod/mini";
import { HARMS } from "../harm-names.ts";
import { caseResult, plannedCase } from "./case.ts";

/** A change that older readers cannot take raises it. */
export const SCHEMA_VERSION = 2;

const machine = z.object({
  kernel: z.string(),
  architecture: z.string(),
  libc: z.string(),
  node: z.string(),
  root: z.boolean(),
  cgroup: z.string(),
});

/** Which part of a run this is, where it was split over machines. */
const shard = z.object({
  /** From 1 to `total`. */
  index: z.int(),
  total: z.int(),
  /** The same in all shards of one split, and in no other: who has which case is hashed. */
  plan: z.string(),
  /** How many cases this one was given. */
  cases: z.int(),
});

/** Suites and runtimes that are not fd012's own. */
const additions = z.object({
  suites: z.array(z.object({ name: z.string(), file: z.string() })),
  drivers: z.array(z.object({ runtimes: z.array(z.string()), file: z.string() })),
});

/** Of a baseline that is published: its run was repeated, and a case is in it only if all repetitions had one result. */
const loops = z.object({
  /** How often each case was run. */
  times: z.int(),
  /** Cases that are left out, since their repetitions did not agree, with each result and how often it came. */
  flickering: z.array(
    z.object({ id: z.string(), results: z.array(z.object({ text: z.string(), times: z.int() })) }),
  ),
});

const runHead = z.object({
  schema: z.literal(SCHEMA_VERSION),
  suite: z.string(),
  run: z.string(),
  started: z.string(),
  command: z.array(z.string()),
  machine,
  /** Version of each runtime by its name in the run. */
  runtimes: z.record(z.string(), z.string()),
  /** What each image was that was asked for: `node` → `node:20.20.2`. */
  images: z.record(z.string(), z.string()),
  /** What else a result depends on; runs that differ here are not compared by a gate. */
  options: z.object({
    /** Seconds that a case may take. */
    timeout: z.number(),
    kernelTrace: z.boolean(),
    /** On whose behalf root drove the runtimes (--as), and how many ids that user's containers have; absent where they were the run's own user's. */
    as: z.optional(z.object({ user: z.string(), ids: z.int() })),
  }),
  /** By what every deadline was multiplied, that of a case too, since the machine was slow; absent in older files. */
  deadlineFactor: z.optional(z.number()),
  /** How many cases were to run; of a shard its own. */
  planned: z.int(),
  /** Title of each suite in the run by its name, for people. */
  suites: z.optional(z.record(z.string(), z.string())),
  shard: z.optional(shard),
  /** What --suite and --driver added to fd012's own, by the names of their files alone; absent where nothing was. */
  additions: z.optional(additions),
  /** Absent where every result is one repetition's own. */
  loops: z.optional(loops),
});

const counts = z.object({
  held: z.int(),
  broken: z.int(),
  recorded: z.int(),
  skip: z.int(),
  error: z.int(),
  /** Of those that are held or recorded, the ones with a harm. */
  harmed: z.int(),
});

/** What `--baseline` and `--expect` made of a run. */
const gateWord = z.object({
  passed: z.boolean(),
  /** The cases that do not pass it, and why, as against the baseline; all others that failed, it let pass. */
  failing: z.array(z.object({ id: z.string(), why: z.string() })),
  /** What is wrong with the expectations themselves, a sentence each. */
  violations: z.array(z.string()),
  /** How many cases each of --allow-new, --allow-gone and --allow-skipped let pass. */
  allowed: z.object({ new: z.int(), gone: z.int(), skipped: z.int() }),
});

/** What `--fail-on` made of a run. */
const failOnWord = z.object({
  /** Those that it names. */
  harms: z.array(z.enum(HARMS)),
  /** The cases that have one of them, and which; they fail the run, whatever their verdict and its gate. */
  failing: z.array(z.object({ id: z.string(), harms: z.array(z.enum(HARMS)) })),
});

const runTail = z.object({
  counts,
  milliseconds: z.number(),
  interrupted: z.boolean(),
  /** The suite's own trouble outside of any case, such as a mount that could not be removed. */
  problems: z.array(z.string()),
  /** Absent where the run was not asked to pass one. */
  gate: z.optional(gateWord),
  /** Absent where it was not given. */
  failOn: z.optional(failOnWord),
  exitCode: z.int(),
});

/** A line of events.jsonl. */
export const runEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("run-start"), head: runHead, cases: z.array(plannedCase) }),
  z.object({ type: z.literal("case-start"), id: z.string() }),
  z.object({ type: z.literal("case-end"), result: caseResult }),
  z.object({ type: z.literal("run-end"), tail: runTail }),
]);

/** run.json. */
export const runFile = z.object({ head: runHead, cases: z.array(caseResult), tail: runTail });

export type Machine = z.infer<typeof machine>;
export type RunHead = z.infer<typeof runHead>;
export type FailOnWord = z.infer<typeof failOnWord>;
export type GateWord = z.infer<typeof gateWord>;
export type RunTail = z.infer<typeof runTail>;
export type Counts = z.infer<typeof counts>;
export type RunEvent = z.infer<typeof runEvent>;
export type RunFile = z.infer<typeof runFile>;
