import type { Stdio } from "../strategies/strategy.ts";
import { Delivery } from "./delivery.ts";
import type { Framings } from "./framings/table.ts";
import type { LogFile } from "./log-files.ts";
import { PLAIN } from "./log-form.ts";
import { stretchesOf } from "./reading.ts";
import { bytesOf, type Records, recordsOf } from "./records.ts";
import type { Segment } from "./segment.ts";
import type { StreamName } from "./stream-name.ts";
import { textOf } from "./text.ts";
import { type Unlinked, unlinkedIn } from "./unlinked.ts";
import { keptIn, sizesOf } from "./whole-log.ts";

/** What the files of a log hold now. */
export class LogContent {
  readonly #segments: () => readonly Segment[];

  /** @param segments of the log as it is when it is asked, the oldest first */
  constructor(segments: () => readonly Segment[]) {
    this.#segments = segments;
  }

  text(stream: StreamName, stdio: Stdio | null): string {
    return textOf(stream, this.#segments(), framingsOf(stdio));
  }

  /** The beginning of its first file, nothing of it decoded. */
  raw(): string {
    return textOf("stdout", this.#segments().slice(0, 1), ["raw"]);
  }

  sizes(): number[] {
    return sizesOf(this.#segments());
  }

  kept(stream: StreamName, stdio: Stdio | null): Buffer {
    return keptIn(this.#segments(), stream, framingsOf(stdio));
  }

  unlinked(files: readonly LogFile[]): Unlinked {
    return unlinkedIn(this.#segments(), files);
  }

  records(stdio: Stdio | null): Records | null {
    return recordsOf(this.#segments().map(bytesOf), framingsOf(stdio)[0]);
  }

  /** How what a logs command gave back differs from the files. Of a copy that was made behind its back it can know nothing. */
  delivery(stream: StreamName, given: Buffer, stdio: Stdio) {
    const known = this.#segments().filter(({ isAside }) => !isAside);
    const delivery = new Delivery(given);
    for (const one of stretchesOf(known, framingsOf(stdio)))
      if (one.stream === stream) delivery.take(one.bytes);
    return delivery.close();
  }
}

export function framingsOf(stdio: Stdio | null): Framings {
  return (stdio?.log ?? PLAIN).framings;
}
