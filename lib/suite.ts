import type { Asserts } from "./asserts.ts";
import type { Caller } from "./case/caller.ts";
import type { MessageName, MessageOf } from "./control/messages.ts";
import type { LastWords, Step } from "./control/steps.ts";
import type { Fault } from "./faults/fault.ts";
import type { Image } from "./images/image.ts";
import type { ProgramName } from "./images/programs.ts";
import type { LogLimits } from "./log/limits.ts";
import type { StreamName } from "./log/stream-name.ts";
import type { Need } from "./needs.ts";
import type {
  Descriptor,
  Fate,
  HarmName,
  Observation,
  PlannedCase,
  StreamLedger,
  Wiring,
} from "./results/schema.ts";
import type { Place } from "./runtimes/runtime.ts";
import type { Judged } from "./strategies/accepted-as.ts";

export type { Asserts } from "./asserts.ts";
export { abortInstruction } from "./evidence/abort-instruction.ts";
export type { Fault } from "./faults/fault.ts";
export * from "./faults/table.ts";
export { endsBy, reports, seesEnd } from "./judge/statements.ts";
export type { Judged } from "./strategies/accepted-as.ts";

/** What a claim says of itself; everything that `fd012 list` and `fd012 explain` show comes from here. */
export interface Claim {
  /** One sentence that is true of a runtime that behaves. */
  readonly claim: string;
  /** MUST: a runtime that does otherwise breaks it. SEE: what happened is recorded with its harms, and compared. */
  readonly level: "MUST" | "SEE";
  /** Clauses and bugs it comes from. */
  readonly cites: readonly string[];
  readonly strategies: readonly string[];
  readonly filesystems: readonly string[];
  /** What is PID 1; node unless told otherwise. It runs on images of this program and on no others. */
  readonly program?: ProgramName;
  /** Name of a file of the program's behaviours, without its suffix: of images/node/workloads, say. */
  readonly workload: string;
  readonly args?: readonly string[];
  /** Where the workload stands, the first of these that a runtime can do; PID 1 unless told otherwise. */
  readonly places?: readonly [Place, ...Place[]];
  /** What is done to the log, its file system or its reader, in a few words: a row of the score. */
  readonly fault?: string;
  /** The ends that are right here, where they are others than the workload's own; see images/meant-ends.ts. */
  readonly meant?: readonly Fate[];
  /**
   * Streams on which the program itself may write besides what the workload writes: npm does, and node where it aborts or does not catch. What is foreign there
   * cannot be told from it.
   */
  readonly speaks?: readonly StreamName[];
  /** What the runtime's caller does to fds 0–2 besides what the strategy does; for runtimes that are called with them. */
  readonly caller?: Caller;
  /** What its cell must offer; a fault that it inflicts says what that needs. */
  readonly needs?: readonly Need[];
  /**
   * What it has for itself alone: a mount, where it does something to the file system as a whole; the engine's daemon, where it does something to
   * that. A daemon costs seconds.
   */
  readonly owns?: readonly ("filesystem" | "daemon")[];
  /** What a runtime may take that waits for somebody who has gone, where that is more than a case has otherwise. */
  readonly seconds?: number;
  /** What is left behind is recorded as a harm and breaks nothing: the claim ends whoever would have cleaned up. */
  readonly mayLeave?: true;
  /** When an engine is to rotate the log by itself, and what it keeps; it never does otherwise. */
  readonly log?: LogLimits;
  /** For a claim about a limit: what is acceptable, and why. */
  readonly acceptable?: string;
  /** What is done by hand to see the same, step by step; PID 1 and its log are taken as given. */
  readonly byHand: readonly string[];
}

/** A running container whose workload has done everything it does before the fault, or an actor that waits for its first step. */
export interface Container {
  readonly hostPid: number;
  /** What is open above fd 2 that node does not open by itself; null where that cannot be seen. */
  foreignDescriptors(): Promise<Descriptor[] | null>;
  /** The last message of that name that the workload has told of itself. */
  told<N extends MessageName>(name: N): MessageOf<N> | undefined;
  /** What PID 1 holds open, by the host or else by its own word, and what each rule of the wiring makes of it; null where neither tells. */
  readonly wiring: (Wiring & { readonly rules: readonly Judged[] }) | null;
  /** fds 0–2 as the host sees them; null where it cannot. */
  readonly streams: readonly Descriptor[] | null;
  /** Whether the caller's own descriptions of fds 1 and 2 have O_NONBLOCK by now; see Caller. */
  callerNonblocking(): boolean[];
  /** Bytes that are left in the pipe that the caller gave as stdin, where it looks back (Caller); else null. */
  callerStdinLeft(): number | null;
  /** Has an actor (workload `actor`) do one thing. Resolves with its answer, or with why there is none: it has ended, or waits. */
  do(step: Step): Promise<Answer>;
  signal(name: NodeJS.Signals): Promise<void>;
  /** What was acknowledged by now, against what the log holds by now. */
  ledger(): Promise<readonly StreamLedger[]>;
  /**
   * Lets a workload of its own go on, and observes its end. A hang is an observation too: the case's deadline ends it. Where the mount keeps
   * attributes, it goes on when they have expired and a deletion is known, but for `unnoticed`.
   */
  proceed(when?: "unnoticed"): Promise<Ended>;
  /** Whether somebody ends it, without its doing, in the moment that this gives him. */
  isEnded(): Promise<boolean>;
  /**
   * Whether the runtime reports its end within a moment, once it has gone. Null where nobody is told, and where the host does not see that it has gone: then
   * nothing can be said of it.
   */
  isReported(): Promise<boolean | null>;
  /** Lets it go on and waits for nothing: a workload of its own, or what an actor has forked. */
  letGo(): void;
  /** Lets it go on, and resolves to true once it waits in a write to a pipe; to false where it ends, or its time is over, before that. */
  proceedUntilBlocked(): Promise<boolean>;
  /** The same of an actor whose step is not answered. */
  blocked(): Promise<boolean>;
  /** Whether whoever reads its pipes takes all that waits in them, within the moment that this gives. */
  isRead(): Promise<boolean>;
  /** Has an actor leave by itself, and observes its end. @param last what it writes right before */
  end(code?: number, last?: LastWords): Promise<Ended>;
  /** Whether the log holds what was acknowledged so far, within the moment that this gives it; what comes later is `late`. */
  arrives(): Promise<boolean>;
  /** Observes its end without letting it go on. */
  ended(): Promise<Ended>;
  /**
   * Has the runtime execute an actor beside PID 1, wired anew as the strategy says, with a log of its own (need `exec`). It ends by `end`.
   */
  exec(): Promise<Container>;
}

/** Of a step. `value` is what it answers, `errno` 0 where it succeeded; `why` says why there is no answer. */
export type Answer = Pick<MessageOf<"did">, "errno" | "milliseconds" | "value"> | { readonly why: string };

/** What was observed, and the ends that would have been as the workload means them; null where it means none. */
export type Ended = Observation & Pick<PlannedCase, "meant">;

/** The log as a claim may look at it; what is done to it is a fault. */
export interface Log {
  /** Bytes of a stream as they stand on the server, the beginning of it. */
  text(stream: StreamName): Promise<string>;
}

export interface Tools {
  readonly image: Image;
  readonly strategy: string;
  readonly filesystem: string;
  readonly log: Log;
  /**
   * Does something to the log, its file system or its reader; those are lib/faults/table.ts. The claim states what the fault needs.
   * @param at whose log, reader or monitor it is; the first container's unless told otherwise
   * @returns undoes it, where that can be done; at the end it is undone anyway
   */
  inflict(fault: Fault, at?: Container): Promise<() => Promise<void>>;
  /** The case's container; called again, further ones of the same claim, each with a log of its own. */
  start(): Promise<Container>;
  /** The same, but null where the runtime refuses cleanly: it ends by itself before PID 1 begins, with an error and a word of why. */
  startUnlessRefused(): Promise<Container | null>;
  /** A harm that the claim alone can see; the others are found by themselves. @param amount null for "some" */
  harm(name: HarmName, amount: number | null, text: string): void;
  /** What the claim alone knows, as words of the outcome: `fact("while nobody read it", "waits")`. Nothing of a container's may be in it. */
  fact(name: string, value: string | number): void;
}

/** The body of a claim; `t` makes its assertions. */
export type Body = (t: Asserts, tools: Tools) => Promise<void>;

export interface TestDefinition extends Claim {
  readonly suite: string;
  readonly name: string;
  readonly body: Body;
}

export interface Suite {
  readonly name: string;
  readonly title: string;
  readonly tests: readonly TestDefinition[];
}

/** Declares one claim of a family. */
export type Declare = (name: string, claim: Claim, body: Body) => void;

/** Declares a family of claims. */
export function suite(name: string, title: string, declare: (test: Declare) => void): Suite {
  const tests: TestDefinition[] = [];
  declare((test, claim, body) => {
    tests.push({ suite: name, name: test, ...claim, body });
  });
  return { name, title, tests };
}
