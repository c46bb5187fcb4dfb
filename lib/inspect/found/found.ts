/** A container that somebody runs. */
export interface FoundContainer {
  /** As `fd012 inspect` takes it, where that can ask for it; else words that say who runs it. */
  readonly target: string;
  /** Of its PID 1, on this machine. */
  readonly pid: number;
  /** Where the engine says that it keeps the log. */
  readonly log: string | null;
}

/** What an engine lists. */
export interface Found {
  readonly engine: string;
  readonly containers: readonly FoundContainer[];
  /** Why it could not be asked. Null where it was asked, or is not on this machine. */
  readonly problem: string | null;
  /** Whether nobody serves it: then it runs no container that is not seen as a PID 1 of its own. */
  readonly isIdle: boolean;
}

/** One engine. Lists what runs, and changes nothing. */
export interface EngineList {
  readonly engine: string;
  list(): Promise<Found>;
}

export const notHere = (engine: string): Found => ({ engine, containers: [], problem: null, isIdle: true });

/** Whether a reason says that there is no daemon at all, and not that one could not be reached. */
export function isNobodyThere(reason: string): boolean {
  return (
    /nobody listens|no such socket|is running$|is podman's/.test(reason) &&
    !/permission|did not happen/.test(reason)
  );
}
