import type { ProcessIdentity } from "../host/process.ts";
import type { StreamName } from "../log/stream-name.ts";
import type { Fate } from "../results/schema.ts";

/** What an engine keeps of a container beside its processes, and shows by its own commands. */
export interface EngineSide {
  /** The ways in which it gives the log back, as people call them: `docker logs`, `the API`. Need `logs`. */
  readonly ways: readonly string[];
  /** @param way one of `ways` @throws SpawnError */
  logs(way: string, asked: LogsAsked): Promise<EngineClient>;
  /** A client of the engine's own, which gets what comes from now on; need `attach`. Of a container that has ended it gets an error. @throws SpawnError */
  attach(): Promise<EngineClient>;
  /** The same of the log alone, which ends with it; absent where that cannot be asked for. */
  attachForLog?(): Promise<EngineClient>;
  /** What the engine says of the container: its status, its exit code, when it ended. */
  state(): Promise<string>;
  /** Starts a container that has ended once more, and waits for its end. */
  runAgain(): Promise<Fate>;
}

export interface LogsAsked {
  /** Not only what is there: until the container has ended. */
  readonly follow?: boolean;
  /** The last so many lines alone. */
  readonly tail?: number;
}

/** Somebody who gets a container's output from its engine. */
export interface EngineClient {
  /** What it has got of a stream so far. */
  got(stream: StreamName): Buffer;
  /** Resolves when it has ended: with null where all went well, else with what it said. Never rejects. */
  readonly ended: Promise<string | null>;
  /** Calls back whenever more has come, and when it has ended. */
  onMore(heard: () => void): void;
  /** Null where it is no process of its own, but a connection of the suite's. */
  readonly process: ProcessIdentity | null;
  /** Ends it. May be called twice. */
  close(): Promise<void>;
}
