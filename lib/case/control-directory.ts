import {
  closeSync,
  constants,
  type FSWatcher,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  watch,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { within } from "../host/deadline.ts";

/** A line that a workload appended to `events`. What a container writes is not to be trusted, so only the name is sure. */
export interface WorkloadEvent {
  readonly event: string;
  readonly [key: string]: unknown;
}

/**
 * The suite's side of the directory that the workload sees as /fd012: it reads `events` as they come and creates `go`.
 */
export class ControlDirectory {
  readonly path: string;
  readonly events: WorkloadEvent[] = [];
  /** st_dev:st_ino of the events file, which a workload has open for the moment of a write. */
  readonly identity: string;
  readonly #file: number;
  readonly #watcher: FSWatcher;
  readonly #waiting = new Set<() => void>();
  readonly #decoder = new StringDecoder("utf8");
  #partial = "";

  constructor(path: string) {
    this.path = path;
    mkdirSync(path);
    // Created here, so that any user in the container may append to it and the watch never misses its birth.
    this.#file = openSync(join(path, "events"), constants.O_CREAT | constants.O_RDONLY, 0o666);
    const stat = fstatSync(this.#file);
    this.identity = `${stat.dev}:${stat.ino}`;
    this.#watcher = watch(join(path, "events"), () => this.#read());
  }

  /** The first event of that name, past or coming. @throws DeadlineError */
  wait(name: string, milliseconds: number): Promise<WorkloadEvent> {
    let look = () => {};
    const seen = new Promise<WorkloadEvent>((resolve) => {
      look = () => {
        const event = this.events.find((one) => one.event === name);
        if (event) resolve(event);
      };
      this.#waiting.add(look);
      this.#read();
      look();
    });
    return within(seen, milliseconds, `the workload's event "${name}"`).finally(() =>
      this.#waiting.delete(look),
    );
  }

  /** The last event of that name so far. */
  last(name: string): WorkloadEvent | undefined {
    this.#read();
    return this.events.findLast((one) => one.event === name);
  }

  /** Lets the workload go on. */
  go(): void {
    writeFileSync(join(this.path, "go"), "");
  }

  close(): void {
    this.#watcher.close();
    closeSync(this.#file);
  }

  #read(): void {
    const chunk = Buffer.alloc(65_536);
    for (let n = readSync(this.#file, chunk); n > 0; n = readSync(this.#file, chunk)) {
      this.#partial = (this.#partial + this.#decoder.write(chunk.subarray(0, n))).slice(-LONGEST_LINE);
    }
    const lines = this.#partial.split("\n");
    this.#partial = lines.pop() as string;
    for (const line of lines) this.#take(line);
    if (lines.length > 0) for (const look of this.#waiting) look();
  }

  #take(line: string): void {
    try {
      const event = JSON.parse(line);
      if (typeof event?.event === "string") this.events.push(event);
    } catch {
      // Not an event of ours.
    }
  }
}

const LONGEST_LINE = 1_048_576;
