/** What the process that calls the runtime is, where a claim chooses that; what it says nothing of is as the suite's own children have it. */
export interface CallerProcess {
  /** Signals that it ignores. As soon as one of these two is told, all others are at their default, and none is blocked. */
  readonly ignores?: readonly NodeJS.Signals[];
  /** Signals that it blocks. */
  readonly blocks?: readonly NodeJS.Signals[];
  /** Its umask, an octal number as umask(1) takes it. */
  readonly umask?: string;
  /** Its soft limit on open files (RLIMIT_NOFILE). */
  readonly openFiles?: number;
  /** Its working directory, a path. */
  readonly directory?: string;
  /** How many descriptors above 2 it has open, from 3 on: at most three. */
  readonly above?: number;
}
