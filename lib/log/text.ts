import type { Framings } from "./framings/table.ts";
import { isTogether, stretchesOf } from "./reading.ts";
import type { Segment } from "./segment.ts";
import type { StreamName } from "./stream-name.ts";

const MOST_TEXT = 65_536;

/** The beginning of what was stored of a stream, at most 64 KiB; where the log does not tell them apart, the other's follows. */
export function textOf(stream: StreamName, segments: readonly Segment[], framings: Framings): string {
  const [own, others] = [new Beginning(), new Beginning()];
  for (const stretch of stretchesOf(segments, framings)) {
    if (stretch.stream === stream) own.take(stretch.bytes);
    else others.take(stretch.bytes);
    if (own.isFull) break;
  }
  return own.text + (isTogether(segments, framings) ? others.text.slice(0, MOST_TEXT - own.text.length) : "");
}

class Beginning {
  readonly #bytes = Buffer.alloc(MOST_TEXT);
  #length = 0;

  take(bytes: Buffer): void {
    this.#length += bytes.copy(this.#bytes, this.#length);
  }

  get isFull(): boolean {
    return this.#length === MOST_TEXT;
  }

  get text(): string {
    return this.#bytes.toString("utf8", 0, this.#length);
  }
}
