import type { Asserts } from "./asserts.ts";
import type { Caller } from "./case/caller.ts";
import type { MessageName, MessageOf } from "./control/messages.ts";
import type { LastWords, Step } from "./control/steps.ts";
import type { Fault } from "./faults/fault.ts";
import type { Image } from "./images/image.ts";
import type { OddRootName } from "./images/odd-roots.ts";
import type { ProgramName } from "./images/programs.ts";
import type { LogLimits } from "./log/limits.ts";
import type { StreamName } from "./log/stream-name.ts";
import type { Need } from "./needs.ts";
import type { Dispositions } from "./observe/dispositions.ts";
import type { HostProperty, HostSide } from "./observe/host-side.ts";
import type { ProcessState } from "./observe/process-state.ts";
import type {
  Descriptor,
  Fate,
  HarmName,
  Observation,
  PlannedCase,
  StreamLedger,
  Wiring,
} from "./results/schema.ts";
import type { Place, User } from "./runtimes/runtime.ts";
import type { Judged } from "./strategies/accepted-as.ts";
import type { TerminalState } from "./strategies/strategy.ts";

export type { Asserts } from "./asserts.ts";
export { abortInstruction } from "./evidence/abort-instruction.ts";
export type { Fault } from "./faults/fault.ts";
export * from "./faults/table.ts";
export type { OddRootName } from "./images/odd-roots.ts";
export { endsBy, reports, seesEnd } from "./judge/statements.ts";
export type { Judged } from "./strategies/accepted-as.ts";
export { WINDOW } from "./strategies/far-terminal.ts";
export type { TerminalState } from "./strategies/strategy.ts";

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
  /** What is executed in place of the image's entrypoint. */
  readonly entrypoint?: readonly string[];
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
  /** What the runtime's caller is, and does to fds 0–2 besides what the strategy does; for runtimes that are called with them. */
  readonly caller?: Caller;
  /** A root file system that is odd where stdio passes (lib/images/odd-roots.ts), with nothing mounted on its /dev; the image's own unless told otherwise. */
  readonly rootfs?: OddRootName;
  /** Whose process PID 1 is; root's unless told otherwise. */
  readonly user?: User;
  /** PID 1's working directory, as the runtime is told it; `/` where nothing is said. Need `cwd`. */
  readonly cwd?: string;
  /** What its cell must offer; a fault that it inflicts says what that needs. */
  readonly needs?: readonly Need[];
  /**
   * What it has for itself alone: a mount, where it does something to the file system as a whole; the engine's daemon, where it does something to
   * that. A daemon costs seconds.
   */
  readonly owns?: readonly ("filesystem" | "daemon")[];
  /** What a runtime may take that waits for somebody who has gone, where that is more than a case has otherwise. */
  readonly seconds?: number;
  /** Seconds that the runtime may take for what it does at once where it behaves, less than a case has otherwise: for a claim that a hang breaks. */
  readonly patience?: number;
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
  /** Where it is the suite's own (need `terminal`). */
  readonly terminal?: ContainerTerminal | undefined;
  /** What is open above fd 2 that node does not open by itself; null where that cannot be seen. */
  foreignDescriptors(): Promise<Descriptor[] | null>;
  /** Which signals PID 1 was started with as ignored and blocked, by its own word; null where it does not tell. Of programs that have an actor in C. */
  readonly dispositions: Dispositions | null;
  /** The last message of that name that the workload has told of itself. */
  told<N extends MessageName>(name: N): MessageOf<N> | undefined;
  /** What PID 1 holds open, by the host or else by its own word, and what each rule of the wiring makes of it; null where neither tells. */
  readonly wiring: (Wiring & { readonly rules: readonly Judged[] }) | null;
  /** Whose process it is, by the host's /proc; null where that cannot be seen. */
  user(): User | null;
  /** fds 0–2 as the host sees them; null where it cannot. */
  readonly streams: readonly Descriptor[] | null;
  /** Umask, limits and directory of PID 1, as the host sees them now; null where it cannot. */
  state(): ProcessState | null;
  /** What the runtime's caller finds of the descriptors that it has given and keeps; see Caller, `holds`. After the end it is what it found last. */
  readonly caller: {
    look(): readonly HostSide[];
    /** In words, what of these properties is not as it was before the start. */
    changes(...of: readonly HostProperty[]): string[];
    /** Bytes that are left in the pipe that it gave as stdin, where it looks back (Caller); else null. */
    stdinLeft(): number | null;
  };
  /** Has an actor (workload `actor`) do one thing. Resolves with its answer, or with why there is none: it has ended, or waits. */
  do(step: Step): Promise<Answer>;
  signal(name: NodeJS.Signals): Promise<void>;
  /** Sends a signal to the PID 1 above it, where it is no PID 1 itself. */
  signalInit(name: NodeJS.Signals): Promise<void>;
  /** Sends a signal to the runtime's own process (need `signal-runtime`). @returns whether it was there to get it */
  signalRuntime(name: NodeJS.Signals): Promise<boolean>;
  /** What was acknowledged by now, against what the log holds by now. */
  ledger(): Promise<readonly StreamLedger[]>;
  /**
   * Lets a workload of its own go on, and observes its end. A hang is an observation too: the case's deadline ends it. Where the mount keeps
   * attributes, it goes on when they have expired and a deletion is known, but for `unnoticed`.
   */
  proceed(when?: "unnoticed"): Promise<Ended>;
  /** Whether somebody ends it, without its doing, in the moment that this gives him. @param after what has become of its `monitor` or its `terminal` */
  isEnded(after?: "monitor" | "terminal"): Promise<boolean>;
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

/** The terminal that PID 1's fds 0–2 are, as its caller has it: with a runtime between, the caller has another one than PID 1. */
export interface ContainerTerminal {
  /** Whose PID 1's is; null where that cannot be told. `runtime`: one that it made, and copies; `sent`: one that it made and sent to the caller. */
  whose(): Promise<"caller" | "runtime" | "sent" | null>;
  /** The caller's as he gave it. */
  readonly first: TerminalState;
  /** The same now, or when PID 1 and its runtime had ended. */
  look(): Promise<TerminalState>;
  /** Gives the caller's window another size. */
  resize(rows: number, columns: number): Promise<void>;
  /** Nobody reads what comes out of the caller's. @returns has it read again */
  pause(): Promise<() => Promise<void>>;
}

/** Of a step. `value` is what it answers, `errno` 0 where it succeeded; `why` says why there is no answer. */
export type Answer = Pick<MessageOf<"did">, "errno" | "milliseconds" | "value"> | { readonly why: string };

/** What was observed, and the ends that would have been as the workload means them; null where it means none. */
export type Ended = Observation & Pick<PlannedCase, "meant">;

/** The log as a claim may look at it; what is done to it is a fault. */
export interface Log {
  /** The beginning of its file as it stands, whatever an engine or a terminal has made of PID 1's bytes. */
  raw(): string;
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
  /**
   * The same, but null where the runtime refuses cleanly: it ends by itself before PID 1 begins, with an error and a word of why.
   * @param before what is done once its wiring is made, and before the runtime is started
   */
  startUnlessRefused(before?: () => Promise<unknown>): Promise<Container | null>;
  /** Starts what cannot be started: what the runtime makes of it; null where it starts something all the same. A hang breaks the claim. */
  startThatFails(): Promise<FailedStart | null>;
  /** What has changed outside of an odd root file system, where its links lead, in a few words each. */
  changedOutside(): readonly string[];
  /**
   * Starts the actor so that it ends with `code` at once, without a word, `least` times and up to `most` while there is time (need `instant`).
   * @returns what the runtime reported, in words, up to the first that is not `exit CODE`
   */
  instantly(code: number, times: { readonly least: number; readonly most: number }): Promise<string[]>;
  /** The beginning of what the caller's terminal has shown once the last start was over, where it failed; null where he has none. */
  shown(): Promise<string | null>;
  /** A harm that the claim alone can see; the others are found by themselves. @param amount null for "some" */
  harm(name: HarmName, amount: number | null, text: string): void;
  /** What the claim alone knows, as words of the outcome: `fact("while nobody read it", "waits")`. Nothing of a container's may be in it. */
  fact(name: string, value: string | number): void;
}

/** A start that failed, however far it came. */
export interface FailedStart {
  /** What the runtime ended with; null where it answers with an error instead of a status. */
  readonly status: Fate | null;
  /** What it said of it: in words of its own, or in the log where its stderr is the container's. */
  readonly said: string;
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

/** Adds a claim to its family. */
export type Declare = (name: string, claim: Claim, body: Body) => void;

/** Declares a family of claims. */
export function suite(name: string, title: string, declare: (test: Declare) => void): Suite {
  const tests: TestDefinition[] = [];
  declare((test, claim, body) => {
    tests.push({ suite: name, name: test, ...claim, body });
  });
  return { name, title, tests };
}
