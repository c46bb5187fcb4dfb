import { constants } from "node:os";

type ErrnoName = keyof typeof constants.errno;

/** The answer to a request that cannot be done: `errno` is negative, as on the wire and in node's own errors. */
export class Failure extends Error {
  readonly code: ErrnoName;
  readonly errno: number;

  constructor(code: ErrnoName) {
    super(code);
    this.code = code;
    this.errno = -constants.errno[code];
  }
}

/** What to answer to a request whose handling threw; a bug of ours is told on stderr and answered EIO. */
export function errnoOf(error: unknown): number {
  if (error instanceof Error && "errno" in error && typeof error.errno === "number" && error.errno < 0) {
    return error.errno;
  }
  process.stderr.write(`stalefs: ${error instanceof Error ? error.stack : String(error)}\n`);
  return -constants.errno.EIO;
}
