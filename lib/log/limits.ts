/** Programs of ours that an engine can be told to hand the output to: `copies` keeps it in the log, `dead-at-start` ends before it is ready. */
export type LoggerName = "copies" | "dead-at-start";

/** How an engine is to keep its log, and when it is to rotate it by itself; where a claim says nothing it never does. */
export interface LogLimits {
  /** Bytes that a file may have before the next one is begun. */
  readonly maxBytes?: number;
  /** Files that are kept, the one under way among them. */
  readonly maxFiles?: number;
  /** Need `logger`. */
  readonly logger?: LoggerName;
  /** Bytes of a buffer in a mode that throws away what does not fit, instead of having PID 1 wait. Need `lossy`. */
  readonly lossyBuffer?: number;
}

/** As docker, podman and conmon write sizes: more than any disk has, where a word is wanted and none says "never". */
const NEVER = "1000g";

/** The values of options as `max-size` and `max-file`: nothing of an engine's own defaults may drop a line or rotate the file. */
export function limitWords({ maxBytes, maxFiles = 1 }: LogLimits = {}): { size: string; files: string } {
  return { size: maxBytes === undefined ? NEVER : String(maxBytes), files: String(maxFiles) };
}
