/**
 * Errors that reach the user: a stable `code` for scripts, a sentence that says what to do for people,
 * and the exit code of the command line (2 usage, 3 the machine cannot do it, 4 nothing ran).
 */
export class Fd012Error extends Error {
  readonly code: string;
  readonly exitCode: number;

  constructor(code: string, exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.exitCode = exitCode;
  }
}

/** The command line or a file that it names is wrong. */
export class UsageError extends Fd012Error {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(code, 2, message, options);
  }
}

/** The machine lacks something, or does not permit it. */
export class MachineError extends Fd012Error {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(code, 3, message, options);
  }
}

/** Something that was waited for did not happen in time; `code` is always `DEADLINE`. */
export class DeadlineError extends Fd012Error {
  readonly milliseconds: number;

  constructor(what: string, milliseconds: number) {
    super("DEADLINE", 3, `${what} did not happen within ${milliseconds / 1000} s`);
    this.milliseconds = milliseconds;
  }
}
