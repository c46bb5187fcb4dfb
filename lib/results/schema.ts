import * as z from "zod/mini";

/**
 * The plain data of a run, as `events.jsonl` and `run.json` hold it. The types that the program uses and the
 * JSON Schema that it publishes both come from here. A change that older readers cannot take raises SCHEMA_VERSION.
 */
export const SCHEMA_VERSION = 1;

const signal = z.string();
const errno = z.string();

/** How a process ended; `unknown` says why nobody could tell. */
const fate = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("exit"), code: z.int() }),
  z.object({ kind: z.literal("signal"), signal }),
  /** `spin`: it ran all the while, and waited for nothing. */
  z.object({ kind: z.literal("hang"), where: z.string(), spin: z.optional(z.boolean()) }),
  z.object({ kind: z.literal("start-failed"), message: z.string() }),
  z.object({ kind: z.literal("unknown"), reason: z.string() }),
]);

/** One of fds 0–2, or one above them, as /proc of the host shows it. */
const descriptor = z.object({
  fd: z.int(),
  kind: z.enum([
    "file",
    "directory",
    "pipe",
    "fifo",
    "socket",
    "pty",
    "null",
    "device",
    "anonymous",
    "closed",
  ]),
  /** What readlink(2) of /proc/PID/fd/N says. */
  target: z.string(),
  access: z.nullable(z.enum(["read", "write", "read-write", "path"])),
  append: z.nullable(z.boolean()),
  nonblock: z.nullable(z.boolean()),
  /** st_dev:st_ino, which tells two descriptors of one object. */
  identity: z.nullable(z.string()),
});

const wiring = z.object({
  streams: z.array(descriptor),
  /** What is open above 2 once the workload is ready; node's own descriptors are among them. */
  above: z.array(descriptor),
});

/** Bytes of one stream: what write(2) acknowledged against what the log holds. */
const streamLedger = z.object({
  stream: z.enum(["stdout", "stderr"]),
  acked: z.int(),
  stored: z.int(),
  /** Bytes that the runtime's own logs command gave back; absent where it has none. */
  delivered: z.optional(z.int()),
  /** Acknowledged bytes of a stream that has no log, as under `null`: nowhere, and not lost. Absent where there is a log. */
  unlogged: z.optional(z.int()),
  /** Acknowledged bytes that had not reached the log when the fault was made, though they were waited for; absent for none. */
  late: z.optional(z.int()),
  lost: z.int(),
  torn: z.int(),
  duplicated: z.int(),
  reordered: z.int(),
  /** Bytes in the log that the workload never wrote. */
  foreign: z.int(),
  /** Failed write(2) calls by errno. */
  failed: z.record(errno, z.int()),
});

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

const evidence = z.object({
  /** Why there is no trace, or null where there is one. */
  missing: z.nullable(z.string()),
  trace: z.array(traceEvent),
  chain: z.array(link),
  /** Only where the kernel forced a signal that nobody handles, for only of that does it print a line. */
  kernelLog: z.optional(kernelLog),
});

const observation = z.object({
  wiring: z.nullable(wiring),
  fate: z.object({ actual: fate, reported: fate }),
  ledger: z.array(streamLedger),
  evidence,
  /** What its log's open descriptor answered to each operation: `ok`, or an errno; only where the workload asked it everything. */
  answers: z.optional(z.record(z.string(), z.string())),
  /** What the case left behind: processes, mounts, files. Empty is the only good value. */
  leftovers: z.array(z.string()),
  /** What the runtime itself printed, cut to 8 KiB. */
  said: z.string(),
});

const assertion = z.object({
  ok: z.boolean(),
  name: z.string(),
  skip: z.nullable(z.string()),
  /** YAML-able detail of a failure. */
  detail: z.nullable(z.record(z.string(), z.unknown())),
});

/** One cell of the matrix before it ran. */
const plannedCase = z.object({
  id: z.string(),
  suite: z.string(),
  test: z.string(),
  claim: z.string(),
  level: z.enum(["MUST", "SEE"]),
  cites: z.array(z.string()),
  runtime: z.string(),
  strategy: z.string(),
  filesystem: z.string(),
  image: z.string(),
});

const verdict = z.enum(["pass", "fail", "skip", "error"]);

const caseResult = z.extend(plannedCase, {
  verdict,
  /** Why it was skipped, failed or is an error; null for a pass. */
  reason: z.nullable(z.string()),
  /** One short string that can be compared; null where nothing was observed. */
  outcome: z.nullable(z.string()),
  milliseconds: z.number(),
  /** Earlier tries that did not pass, oldest first; a pass after them is flaky. */
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
  /** A shell script that does by hand what the case did; null where the case never started. */
  repro: z.nullable(z.string()),
});

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

const runHead = z.object({
  schema: z.literal(SCHEMA_VERSION),
  suite: z.string(),
  run: z.string(),
  started: z.string(),
  command: z.array(z.string()),
  machine,
  /** Version of each runtime by its name in the run. */
  runtimes: z.record(z.string(), z.string()),
  /** Title of each suite in the run by its name, for people. */
  suites: z.optional(z.record(z.string(), z.string())),
  shard: z.optional(shard),
});

const counts = z.object({ pass: z.int(), fail: z.int(), skip: z.int(), error: z.int() });

/** What `--baseline` and `--expect` made of a run. */
const gateWord = z.object({
  passed: z.boolean(),
  /** The cases that do not pass it, and why, as against the baseline; all others that failed, it let pass. */
  failing: z.array(z.object({ id: z.string(), why: z.string() })),
  /** What is wrong with the expectations themselves, a sentence each. */
  violations: z.array(z.string()),
});

const runTail = z.object({
  counts,
  milliseconds: z.number(),
  interrupted: z.boolean(),
  /** The suite's own trouble outside of any case, such as a mount that could not be removed. */
  problems: z.array(z.string()),
  /** Absent where the run was not asked to pass one. */
  gate: z.optional(gateWord),
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

export type Fate = z.infer<typeof fate>;
export type Descriptor = z.infer<typeof descriptor>;
export type Wiring = z.infer<typeof wiring>;
export type StreamLedger = z.infer<typeof streamLedger>;
export type TraceEvent = z.infer<typeof traceEvent>;
export type Link = z.infer<typeof link>;
export type KernelLog = z.infer<typeof kernelLog>;
export type Evidence = z.infer<typeof evidence>;
export type Observation = z.infer<typeof observation>;
export type Assertion = z.infer<typeof assertion>;
export type PlannedCase = z.infer<typeof plannedCase>;
export type Verdict = z.infer<typeof verdict>;
export type CaseResult = z.infer<typeof caseResult>;
export type Machine = z.infer<typeof machine>;
export type RunHead = z.infer<typeof runHead>;
export type GateWord = z.infer<typeof gateWord>;
export type RunTail = z.infer<typeof runTail>;
export type Counts = z.infer<typeof counts>;
export type RunEvent = z.infer<typeof runEvent>;
export type RunFile = z.infer<typeof runFile>;
