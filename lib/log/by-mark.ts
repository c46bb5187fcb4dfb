import { type StreamName, streams } from "./stream-name.ts";

const NEWLINE = 10;
/** Both streams' names, which their lines begin with, are as long. */
const MARK = "stdout".length;

export interface Stretch {
  readonly stream: StreamName;
  /** Good until the next one. */
  readonly bytes: Buffer;
}

/**
 * Sorts lines where both streams are in one log and nothing but the workload's own mark tells them apart. What begins with neither mark is counted as
 * stdout's, where the ledger shows it as foreign. A line may be of any length: no more than its mark is held.
 */
export class ByMark {
  #held: Buffer = Buffer.alloc(0);
  /** Whose the line is that has begun; null between two lines. */
  #stream: StreamName | null = null;

  *feed(chunk: Buffer): Generator<Stretch> {
    const bytes = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    this.#held = Buffer.alloc(0);
    for (let at = 0; at < bytes.length; ) {
      const newline = bytes.indexOf(NEWLINE, at);
      const isHead = this.#stream === null && newline === -1 && bytes.length - at < MARK;
      if (isHead) {
        this.#held = Buffer.from(bytes.subarray(at));
        return;
      }
      const stream = this.#stream ?? streamOf(bytes.subarray(at, at + MARK));
      const end = newline === -1 ? bytes.length : newline + 1;
      yield { stream, bytes: bytes.subarray(at, end) };
      this.#stream = newline === -1 ? stream : null;
      at = end;
    }
  }

  /** The last line may be cut short. */
  end(): Stretch[] {
    return this.#held.length > 0 ? [{ stream: streamOf(this.#held), bytes: this.#held }] : [];
  }
}

function streamOf(start: Buffer): StreamName {
  const text = start.toString("latin1");
  return streams.find((name) => name.startsWith(text)) ?? "stdout";
}
