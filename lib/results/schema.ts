import * as z from "zod/mini";
import { HARMS } from "./harm-names.ts";

/**
 * The plain data of a run, as `events.jsonl` and `run.json` hold it. The types that the program uses and the
 * JSON Schema that it publishes both come from here. A change that older readers cannot take raises SCHEMA_VERSION.
 */
export const SCHEMA_VERSION = 2;

const signal = z.string();
const errno = z.string();

/** How a process ended; `unknown` says why nobody could tell. */
const fate = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("exit"), code: z.int() }),
  z.object({ kind: z.literal("signal"), signal }),
  /** `spin`: it ran all the while, and waited for nothing. */
  z.object({ kind: z.literal("hang"), where: z.string(), spin: z.optional(z.boolean()) }),
  z.object({ kind: z.literal("start-failed"), message: z.string() }),
  /** `byDesign`: in this way of running nothing reports an end, so that its absence is no fault. */
  z.object({ kind: z.literal("unknown"), reason: z.string(), byDesign: z.optional(z.boolean()) }),
]);

/** A process that has the object behind a descriptor open too. */
const holder = z.object({
  pid: z.int(),
  name: z.string(),
  access: z.nullable(z.enum(["read", "write", "read-write", "path"])),
  /**
   * Whose process it is: the container's, the runtime's (a process that PID 1 descends from, or another child of one), the suite's own
   * reader, the suite itself, or nobody's that is known.
   */
  of: z.enum(["container", "runtime", "reader", "suite", "stranger"]),
});

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
  /** Of a pipe or FIFO: who else has it open. Absent where nobody asked, null where it could not be seen. */
  holders: z.optional(z.nullable(z.array(holder))),
});

const wiring = z.object({
  /** Who saw it: the host in /proc, or the workload itself where the host's kernel does not know it. Absent: the host. */
  seenBy: z.optional(z.enum(["host", "workload"])),
  streams: z.array(descriptor),
  /** What is open above 2 once the workload is ready; node's own descriptors are among them. */
  above: z.array(descriptor),
});

/** Where the workload stands among PID namespaces. */
const placement = z.object({
  seenBy: z.enum(["host", "workload"]),
  /** Its pid in its own PID namespace. */
  pidInside: z.int(),
  /** What readlink(2) of /proc/PID/ns/pid says. The following are null where they could not be seen. */
  namespace: z.nullable(z.string()),
  /** Whether that is the suite's own namespace. */
  isSuites: z.nullable(z.boolean()),
  /** Whether its chain of parents leads to PID 1 of its namespace, or it is PID 1. */
  descendsFromInit: z.nullable(z.boolean()),
});

/** Bytes of one stream: what write(2) acknowledged against what the log holds. */
const streamLedger = z.object({
  stream: z.enum(["stdout", "stderr"]),
  acked: z.int(),
  stored: z.int(),
  /** Bytes that the runtime's own logs command gave back; absent where it has none. */
  delivered: z.optional(z.int()),
  /** Bytes that the log holds and that command did not give back; with `delivered` alone. */
  undelivered: z.optional(z.int()),
  /** Bytes that it gave back and that the log does not hold, or holds in another place; with `delivered` alone. */
  misdelivered: z.optional(z.int()),
  /** Whether the log says of each byte which stream it came from. `together`: the lines' own mark tells it, and what has none is stdout's. */
  streams: z.optional(z.enum(["apart", "together"])),
  /** Acknowledged bytes of a stream that has no log, as under `null`: nowhere, and not lost. Absent where there is a log. */
  unlogged: z.optional(z.int()),
  /** Acknowledged bytes that had not reached the log when the fault was made, though they were waited for; absent for none. */
  late: z.optional(z.int()),
  /** Acknowledged bytes that the log does not hold. */
  lost: z.int(),
  /** Bytes of the workload that the log holds though write(2) acknowledged them to nobody: a write that failed may store some. Absent for none. */
  unacknowledged: z.optional(z.int()),
  /**
   * False where the workload has not said what it wrote as far as must be known: the log holds more than it told of, or it does not tell which bytes
   * were acknowledged. Then `lost` is the least that it can be. Absent where all is told.
   */
  told: z.optional(z.boolean()),
  torn: z.int(),
  duplicated: z.int(),
  reordered: z.int(),
  /** Bytes in the log that the workload never wrote. */
  foreign: z.int(),
  /** Bytes like those, on a stream on which the program itself writes too: whose they are cannot be told. Absent for none. */
  spoken: z.optional(z.int()),
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

const caseResult = z.extend(plannedCase, {
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
  /** What each image was that was asked for: `node` → `node:20.20.2`. */
  images: z.record(z.string(), z.string()),
  /** What else a result depends on; runs that differ here are not compared by a gate. */
  options: z.object({
    /** Seconds that a case may take. */
    timeout: z.number(),
    kernelTrace: z.boolean(),
  }),
  /** By what every deadline was multiplied, that of a case too, since the machine was slow; absent in older files. */
  deadlineFactor: z.optional(z.number()),
  /** How many cases were to run; of a shard its own. */
  planned: z.int(),
  /** Title of each suite in the run by its name, for people. */
  suites: z.optional(z.record(z.string(), z.string())),
  shard: z.optional(shard),
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

export type Fate = z.infer<typeof fate>;
export type Descriptor = z.infer<typeof descriptor>;
export type Holder = z.infer<typeof holder>;
export type Wiring = z.infer<typeof wiring>;
export type Placement = z.infer<typeof placement>;
export type StreamLedger = z.infer<typeof streamLedger>;
export type TraceEvent = z.infer<typeof traceEvent>;
export type Link = z.infer<typeof link>;
export type KernelLog = z.infer<typeof kernelLog>;
export type Evidence = z.infer<typeof evidence>;
export type Observation = z.infer<typeof observation>;
export type Assertion = z.infer<typeof assertion>;
export type PlannedCase = z.infer<typeof plannedCase>;
export type Harm = z.infer<typeof harm>;
export type HarmName = Harm["harm"];
export type Verdict = z.infer<typeof verdict>;
export type CaseResult = z.infer<typeof caseResult>;
export type Machine = z.infer<typeof machine>;
export type RunHead = z.infer<typeof runHead>;
export type GateWord = z.infer<typeof gateWord>;
export type FailOnWord = z.infer<typeof failOnWord>;
export type RunTail = z.infer<typeof runTail>;
export type Counts = z.infer<typeof counts>;
export type RunEvent = z.infer<typeof runEvent>;
export type RunFile = z.infer<typeof runFile>;
