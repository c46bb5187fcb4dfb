import type { Caller } from "../case/caller.ts";
import type { OddRootName } from "../images/odd-roots.ts";
import type { ProgramName } from "../images/programs.ts";
import type { LogLimits } from "../log/limits.ts";
import type { StreamName } from "../log/stream-name.ts";
import type { Need } from "../needs.ts";
import type { Fate } from "../results/schema.ts";
import type { Place, User } from "../runtimes/runtime.ts";

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
  /** An engine keeps the container when it has ended, until the case is over: for what is asked of it then (need `logs`). */
  readonly stays?: true;
  /** What is left behind is recorded as a harm and breaks nothing: the claim ends whoever would have cleaned up. */
  readonly mayLeave?: true;
  /** When an engine is to rotate the log by itself, and what it keeps; it never does otherwise. */
  readonly log?: LogLimits;
  /** For a claim about a limit: what is acceptable, and why. */
  readonly acceptable?: string;
  /** What is done by hand to see the same, step by step; PID 1 and its log are taken as given. */
  readonly byHand: readonly string[];
}
