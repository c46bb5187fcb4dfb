import type { Asserts } from "../asserts.ts";
import type { Fault } from "../faults/fault.ts";
import type { Image } from "../images/image.ts";
import type { Records } from "../log/records.ts";
import type { StreamName } from "../log/stream-name.ts";
import type { Unlinked } from "../log/unlinked.ts";
import type { Fate, HarmName } from "../results/schema.ts";
import type { Container } from "./container.ts";

/** The log as a claim may look at it; what is done to it is a fault. */
export interface Log {
  /** The beginning of its file as it stands, whatever an engine or a terminal has made of PID 1's bytes. */
  raw(): string;
  /** Bytes of a stream as they stand on the server, the beginning of it. */
  text(stream: StreamName): Promise<string>;
  /** Bytes of each of its files by now, the oldest first, the one under way last. To be asked while nobody writes. */
  sizes(): readonly number[];
  /** All that its files hold of a stream, what is oldest first; of files that are not large. */
  kept(stream: StreamName): Buffer;
  /** What its files that were deleted take of their file system, and who besides the suite holds them open, now. */
  unlinked(): Unlinked;
  /** Its records by themselves, of files that are not large; null where it has none, but plain bytes. */
  records(): Records | null;
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
