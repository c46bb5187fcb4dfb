import type { MessageName, MessageOf } from "../control/messages.ts";
import type { LastWords, Step } from "../control/steps.ts";
import type { StreamName } from "../log/stream-name.ts";
import type { Dispositions } from "../observe/dispositions.ts";
import type { HostProperty, HostSide } from "../observe/host-side.ts";
import type { ProcessState } from "../observe/process-state.ts";
import type { Resources } from "../observe/resources.ts";
import type { Descriptor, Fate, Observation, PlannedCase, StreamLedger, Wiring } from "../results/schema.ts";
import type { User } from "../runtimes/runtime.ts";
import type { Judged } from "../strategies/accepted-as.ts";
import type { TerminalState } from "../strategies/strategy.ts";
import type { ContainerEngine } from "./engine.ts";

/** A running container whose workload has done everything it does before the fault, or an actor that waits for its first step. */
export interface Container {
  readonly hostPid: number;
  /** Where it is the suite's own (need `terminal`). */
  readonly terminal?: ContainerTerminal | undefined;
  /** What its engine shows of it; needs `logs` and `attach`. */
  readonly engine?: ContainerEngine | undefined;
  /** All that write(2) has taken of a stream so far, by the workload's own word. */
  written(stream: StreamName): Buffer;
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
  /** What stands between it and whoever called the runtime. */
  readonly between: StandsBetween;
  /** What the engine says of its end, asked now (need `asked-status`); null where it knows no such container any more. */
  status(): Promise<Fate | null>;
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
  /** Who, besides the suite, still has its log's files open at the end of the moment that this gives to close them, in words. */
  logHeldBy(): Promise<string[]>;
  /** The same of its files that were deleted. */
  unlinkedHeldBy(): Promise<readonly string[]>;
  /** Has an actor leave by itself, and observes its end. @param last what it writes right before */
  end(code?: number, last?: LastWords): Promise<Ended>;
  /** Whether the log holds what was acknowledged so far, within the moment that this gives it; what comes later is `late`. */
  arrives(): Promise<boolean>;
  /** Observes its end without letting it go on. */
  ended(): Promise<Ended>;
  /** Has whoever writes its log open it anew, whatever has become of the file that he has (need `reopen`). */
  reopen(): Promise<void>;
  /**
   * Has the runtime execute an actor beside PID 1, wired anew as the strategy says, with a log of its own (need `exec`). It ends by `end`.
   */
  exec(): Promise<Container>;
  /** Has the runtime execute any program so, of which nobody waits for a word (need `exec`). */
  execute(words: readonly string[]): Promise<Executed>;
  /** The same by a command line of the runtime's that is started without fds 0–2, and so can say nothing; null where it ends with an error of its own. */
  execWithoutStdio(): Promise<Container | null>;
}

/** The processes between PID 1 and whoever called the runtime, as far as the runtime names them. */
export interface StandsBetween {
  /** What its monitor, or each of the engine's daemons, holds now; none where there are none. The machine's daemons work for others too. */
  look(of: "monitor" | "daemons"): readonly Resources[];
  /** What these hold in excess of what they held, by at least so much, when that has not been given back by the deadline; in words. */
  grown(of: "monitor" | "daemons", before: readonly Resources[], least: number): Promise<string[]>;
  /** Processor time of runtime and monitor while `wait` goes on; null where there is none of them. */
  spinsDuring(
    wait: () => Promise<unknown>,
  ): Promise<{ readonly used: number; readonly seconds: number; readonly spins: boolean } | null>;
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

/** What became of a program that was executed. */
export interface Executed {
  /** What was reported of it; null where nothing was by the end of the case's time. */
  readonly status: Fate | null;
  /** The beginning of what stands on its stdout and stderr, where who executed it says what is wrong too. */
  readonly said: string;
}

/** Of a step. `value` is what it answers, `errno` 0 where it succeeded; `why` says why there is no answer. */
export type Answer = Pick<MessageOf<"did">, "errno" | "milliseconds" | "value"> | { readonly why: string };

/** What was observed, and the ends that would have been as the workload means them; null where it means none. */
export type Ended = Observation & Pick<PlannedCase, "meant">;
