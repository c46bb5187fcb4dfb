import { MachineError } from "../errors.ts";
import type { StreamLedger } from "../results/schema.ts";

type Amounts = Required<Pick<StreamLedger, "delivered" | "undelivered" | "misdelivered">>;
type Difference = Pick<Amounts, "undelivered" | "misdelivered">;

const NEWLINE = 10;

/** Bytes of a difference that are compared in memory; the greatest that a claim writes is a sixteenth of it. */
const MOST_DIFFERENT = 512 * 1_048_576;

/**
 * Holds what a runtime's own logs command gave back against what its log holds, byte for byte. Where one of the two is the other with a
 * stretch left out the amounts are exact; elsewhere they are those of whole lines.
 */
export class Delivery {
  readonly #given: Buffer;
  /** Bytes that both begin with. */
  #same = 0;
  /** What is stored from the line on in which they begin to differ; until they do, nothing is held. */
  #rest: Buffer[] | null = null;
  #held = 0;

  constructor(given: Buffer) {
    this.#given = given;
  }

  /** What is stored, piece by piece. @throws MachineError `LOG_TOO_LARGE` */
  take(bytes: Buffer): void {
    const length = this.#rest ? 0 : shared(bytes, this.#given.subarray(this.#same));
    this.#same += length;
    if (length === bytes.length) return;
    this.#rest ??= [this.#given.subarray(this.#line, this.#same)];
    this.#hold(bytes.subarray(length));
  }

  /** There is no more. */
  close(): Amounts {
    const given = this.#given.subarray(this.#rest ? this.#line : this.#same);
    return { delivered: this.#given.length, ...differenceOf(Buffer.concat(this.#rest ?? []), given) };
  }

  /** Where the line begins in which the two differ first. */
  get #line(): number {
    return this.#same === 0 ? 0 : this.#given.lastIndexOf(NEWLINE, this.#same - 1) + 1;
  }

  #hold(bytes: Buffer): void {
    this.#held += bytes.length;
    if (this.#held > MOST_DIFFERENT)
      throw new MachineError(
        "LOG_TOO_LARGE",
        `What the log holds and what was given back differ in more than ${MOST_DIFFERENT} bytes.`,
      );
    this.#rest?.push(Buffer.from(bytes));
  }
}

function differenceOf(stored: Buffer, given: Buffer): Difference {
  const shorter = Math.min(stored.length, given.length);
  const before = shared(stored, given);
  let behind = 0;
  while (behind < shorter - before && stored.at(-1 - behind) === given.at(-1 - behind)) behind++;
  if (before + behind < shorter) return byLines(stored, given);
  return { undelivered: stored.length - shorter, misdelivered: given.length - shorter };
}

/** Each line that was given back is the first of its kind that is stored and not given back yet; one behind a later one is misplaced. */
function byLines(stored: Buffer, given: Buffer): Difference {
  const places = new Map<string, number[]>();
  const lines = linesOf(stored);
  for (const [place, line] of lines.entries()) {
    const same = places.get(line);
    if (same) same.push(place);
    else places.set(line, [place]);
  }
  for (const same of places.values()) same.reverse(); // The first is taken first, from the end.
  let [undelivered, misdelivered, latest] = [stored.length, 0, -1];
  for (const line of linesOf(given)) {
    const place = places.get(line)?.pop();
    if (place !== undefined) undelivered -= line.length;
    if (place === undefined || place < latest) misdelivered += line.length;
    latest = Math.max(latest, place ?? latest);
  }
  return { undelivered, misdelivered };
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString("latin1").match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** How many bytes both begin with. */
function shared(a: Buffer, b: Buffer): number {
  const most = Math.min(a.length, b.length);
  if (a.compare(b, 0, most, 0, most) === 0) return most;
  let length = 0;
  while (a[length] === b[length]) length++;
  return length;
}
