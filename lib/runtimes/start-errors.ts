import { Fd012Error } from "../errors.ts";
import type { Fate } from "../results/schema.ts";

/** Characters kept of what a runtime says: the last ones, where it tells why it gave up. */
export const MOST_SAID = 8_192;

/** The runtime did not start the container; `said` is its own word. */
export class StartFailed extends Fd012Error {
  readonly said: string;
  /** Whether it gave up by itself, with an exit status that says so, before PID 1 began. */
  readonly refused: boolean;
  /** What it left behind on the host, for a refusal. */
  readonly left: readonly string[];
  /** Whether it was waited for until the deadline. */
  readonly hangs: boolean;
  /** Whether PID 1 ran, and ended before anything was done to it. */
  readonly died: boolean;
  /** What the runtime, or whoever stands in for it, then ended with; null where it answers with an error instead. */
  readonly status: Fate | null;

  constructor(
    message: string,
    said: string,
    refused = false,
    {
      left = [],
      hangs = false,
      died = false,
      status = null,
    }: Partial<Pick<StartFailed, "left" | "hangs" | "died" | "status">> = {},
  ) {
    super("START_FAILED", 1, message);
    this.said = said.slice(-MOST_SAID);
    this.refused = refused;
    this.left = left;
    this.hangs = hangs;
    this.died = died;
    this.status = status;
  }

  /** The same failure, with what the runtime itself said. */
  saying(said: string): StartFailed {
    return new StartFailed(this.message, said, this.refused, this);
  }

  /** The same failure, with more that is left behind. */
  leaving(left: readonly string[]): StartFailed {
    return new StartFailed(this.message, this.said, this.refused, { ...this, left: [...this.left, ...left] });
  }

  /** A refusal says why, and is no crash. */
  get isRefusal(): boolean {
    return this.refused && this.said.trim() !== "" && !CRASH.test(this.said);
  }
}

/** Nobody wanted the container any more before it was there. */
export class LaunchAborted extends Fd012Error {
  constructor() {
    super("LAUNCH_ABORTED", 130, "the launch was aborted");
  }
}

/** How a Go, Rust, C or C++ program that crashed says so; Go then exits with 2, which looks like a refusal. */
const CRASH =
  /^(panic: |fatal error: |goroutine \d+ \[|SIG[A-Z]+: |thread '.*' panicked at |.*[Ss]egmentation fault|.*core dumped|terminate called |.*: Assertion .* failed|=+\s*ERROR: \w+Sanitizer|\*\*\* stack smashing detected)/m;
