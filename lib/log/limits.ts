/** When an engine is to rotate its log by itself, and what it keeps; where a claim says nothing it never does. */
export interface LogLimits {
  /** Bytes that a file may have before the next one is begun. */
  readonly maxBytes?: number;
  /** Files that are kept, the one under way among them. */
  readonly maxFiles?: number;
}

/** As docker, podman and conmon write sizes: more than any disk has, where a word is wanted and none says "never". */
const NEVER = "1000g";

/** The values of options as `max-size` and `max-file`: nothing of an engine's own defaults may drop a line or rotate the file. */
export function limitWords({ maxBytes, maxFiles = 1 }: LogLimits = {}): { size: string; files: string } {
  return { size: maxBytes === undefined ? NEVER : String(maxBytes), files: String(maxFiles) };
}
