import type { Account } from "../host/account.ts";
import type { PipeMaker } from "../host/pipes.ts";
import type { CallerProcess } from "../runtimes/caller-process.ts";
import type { Stdio } from "../strategies/strategy.ts";
import { CallerStdio } from "./caller-stdio.ts";

/** What a claim has whoever calls the runtime be and have, besides what the strategy does. */
export interface Caller {
  /** Descriptors without which the runtime is started; the claim judges what PID 1 finds there. */
  readonly closed?: readonly number[];
  /**
   * Bytes that come by a pipe on fd 0, and then its end. What a pipe holds waits in it; more is written on as it is read. Or it is /dev/null. Where PID 1
   * has a terminal that the runtime makes, that is its fd 0 all the same.
   */
  readonly stdin?: number | "null";
  /** Bytes of a regular file on fd 0, at whose beginning the caller's description stands. */
  readonly stdinFile?: number;
  /** Whether fd 0 is a character device 1:3 of the case's own, as /dev/null is; need `device-nodes`. */
  readonly device?: true;
  /** A device of the machine's that is opened for writing as fd 1 in place of the strategy's: the log then keeps nothing of it. */
  readonly stdout?: "/dev/full";
  /** The caller has the same pipe, and finds out what is left in it; only of what a pipe holds. */
  readonly looksBack?: true;
  /** Whether the descriptions of fds 1 and 2 have O_NONBLOCK; only where the suite holds both. */
  readonly nonblock?: true;
  /** Whether it opens the log itself before the runtime is started, as a shell does with `>>`; where the strategy's fds 1 and 2 are files. */
  readonly opens?: true;
  /** Whether it keeps the descriptions of its fds 0–2 while PID 1 runs, so that Container.caller sees what others do to them; where they are files or pipes. */
  readonly holds?: true;
  /** What it keeps of files and devices belongs to these, and has this mode; as root alone. */
  readonly owned?: { readonly uid: number; readonly gid: number; readonly mode: number };
  /** How many descriptors above 2 it has open, files of the case's own: at most three. */
  readonly above?: number;
  /** How many of those the runtime is told to pass on (`--preserve-fds`); may be more than it has. Need `preserve-fds`. */
  readonly preserve?: number;
  /** What its process is; need `caller-process`. */
  readonly process?: Pick<CallerProcess, "ignores" | "blocks" | "umask" | "openFiles"> & {
    /** Its working directory is one of the run's own, outside of every container. */
    readonly elsewhere?: true;
  };
}

/** What else than its needs a caller asks of the suite. */
export interface CallersTools {
  readonly pipes: PipeMaker;
  /** Path of the case's own, from which those of the caller's files are made. */
  readonly path: string;
  /** A path of the mount namespace in which the log is, as this process reaches it. */
  reach(path: string): string;
  /** Makes it whose runtime gets it. */
  give(stdio: Pick<Stdio, "sources">): void;
}

/** Of a caller who is not root, what only root could do is left out. @param as on whose behalf the runtime is driven */
export function ofCaller({ owned, ...caller }: Caller, as: Account | undefined): Caller {
  return as || owned === undefined ? caller : { ...caller, owned };
}

/** The strategy's wiring as this caller hands it on. */
export async function asCaller(stdio: Stdio, caller: Caller, tools: CallersTools): Promise<CallerStdio> {
  const result = new CallerStdio(stdio);
  try {
    for (const fd of caller.closed ?? []) result.shut(fd);
    if (caller.stdin === "null") result.giveNull();
    else if (caller.stdin !== undefined)
      await result.feed(caller.stdin, caller.looksBack === true, tools.pipes);
    if (caller.stdinFile !== undefined) result.feedFile(caller.stdinFile, `${tools.path}.stdin`);
    if (caller.device) await result.feedDevice(`${tools.path}.device`);
    if (caller.stdout) await result.leadToFull(1, `${tools.path}.full`);
    if (caller.opens) result.open(tools.reach);
    if (caller.nonblock) result.unblock();
    if (caller.holds) result.hold();
    if (caller.above) result.openAbove(caller.above, `${tools.path}.above`);
    if (caller.owned) result.own(caller.owned);
    tools.give(result);
    result.remember();
    return result;
  } catch (error) {
    await result.close(); // And with it what it had opened itself so far.
    throw error;
  }
}

/** What the runtime's process is, of what a claim wants of its caller. @param directory the run's own */
export function processOf({ process, above }: Caller, directory: string): CallerProcess | undefined {
  if (!process && !above) return undefined;
  const { elsewhere, ...own } = process ?? {};
  return { ...own, ...(elsewhere && { directory }), ...(above && { above }) };
}
