import { errnoName } from "../evidence/errnos.ts";
import type { StreamLedger } from "../results/schema.ts";
import { LogScan } from "./log-scan.ts";
import { PatternScan } from "./pattern-scan.ts";
import type { Scan } from "./scan.ts";
import type { StreamName } from "./stream-name.ts";
import { setOf, takenBytes, type Writes } from "./tally.ts";

/** Many small pieces are looked at together, which is quicker. */
const GATHERED = 1_048_576;

/** Holds what was acknowledged of a stream against what its log holds, which it is given piece by piece. */
export class Account {
  readonly #stream: StreamName;
  readonly #writes: Writes;
  readonly #taken: ReturnType<typeof takenBytes>;
  readonly #scan: Scan;
  readonly #gathered = Buffer.allocUnsafe(GATHERED);
  #length = 0;
  #stored = 0;
  #passed = 0;

  constructor(stream: StreamName, writes: Writes) {
    this.#stream = stream;
    this.#writes = writes;
    this.#taken = takenBytes(writes);
    const { content, tried } = writes;
    const taken = this.#taken ?? [];
    this.#scan = content ? new PatternScan(stream, content, taken, tried) : new LogScan(stream, taken, tried);
  }

  take(bytes: Buffer): void {
    this.#stored += bytes.length;
    if (this.#length + bytes.length > GATHERED) this.#look();
    if (bytes.length > GATHERED) this.#scan.feed(bytes);
    else this.#length += bytes.copy(this.#gathered, this.#length);
  }

  /** Bytes that are there and that nobody looks at: they are none of the workload's. */
  pass(count: number): void {
    this.#passed += count;
  }

  /** There is no more. */
  close(): StreamLedger {
    this.#look();
    this.#scan.end();
    const { torn, duplicated, reordered, holes } = this.#scan;
    const foreign = this.#scan.foreign + this.#passed;
    const { acked, failed } = this.#writes;
    return {
      ...{ stream: this.#stream, acked, stored: this.#stored + this.#passed },
      ...balance(this.#writes, this.#taken, this.#scan),
      ...{ torn, duplicated, reordered, foreign },
      ...(holes > 0 && { holes }),
      failed: Object.fromEntries(Object.entries(failed).map(([n, times]) => [errnoName(Number(n)), times])),
    };
  }

  #look(): void {
    this.#scan.feed(this.#gathered.subarray(0, this.#length));
    this.#length = 0;
  }
}

type Balance = Pick<StreamLedger, "lost" | "unacknowledged" | "told">;

/**
 * Bytes that were acknowledged and are not there, and bytes that are there and were not acknowledged: a write that failed may have stored
 * some. One must not make up for the other.
 */
function balance(
  writes: Writes,
  taken: ReturnType<typeof takenBytes>,
  { seen }: Pick<Scan, "seen">,
): Balance {
  const goesOn = seen.end > writes.tried; // Then the workload wrote more than it came to say.
  if (taken === null) return atLeast(writes, seen.size);
  const there = seen.sharedWith(setOf(taken));
  const unacknowledged = seen.size - there;
  return {
    lost: writes.acked - there,
    ...(unacknowledged > 0 && { unacknowledged }),
    ...(goesOn && { told: false }),
  };
}

// Which bytes were acknowledged is not known, so it is the least that must be lost.
function atLeast({ acked }: Writes, there: number): Balance {
  const unacknowledged = Math.max(0, there - acked);
  return {
    lost: Math.max(0, acked - there),
    ...(unacknowledged > 0 && { unacknowledged }),
    told: false,
  };
}
