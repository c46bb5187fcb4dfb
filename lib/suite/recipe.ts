/** A claim's steps by hand (Claim.byHand) in three parts, in the order in which they are done. */
export interface Recipe {
  /** What is prepared while nothing runs yet. */
  readonly before: readonly string[];
  /** How the runtime is started; null where the claim says nothing of it. */
  readonly start: string | null;
  readonly after: readonly string[];
}

/** The step that starts PID 1, if a claim has one of its own: the first that begins with `start`, and starts nothing for a second time. */
const START = /^(create and )?start (?!.*\bagain\b)/;

/** What must be done before PID 1 runs: it concerns what the runtime is given, or where it is started. */
const BEFORE_START =
  /^(start the runtime|start it (?!again)|create and start|give the runtime|have the runtime started|ulimit|umask|set process\.|copy the image|mknod|chown|open both logs)/;

/** Without a starting step of its own, all that a claim says is done while PID 1 runs. */
export function recipeOf(byHand: readonly string[]): Recipe {
  const at = byHand.findIndex((step) => START.test(step));
  if (at < 0) return { before: [], start: null, after: byHand };
  return { before: byHand.slice(0, at), start: byHand[at] as string, after: byHand.slice(at + 1) };
}

/** Steps that come too late: PID 1 runs by then, and they concern how it is started. */
export function tooLate({ after }: Recipe): string[] {
  return after.filter((step) => BEFORE_START.test(step));
}
