import type { StreamName } from "../stream-name.ts";

/** What stands around a container's bytes in a log. One implementation a file; `table.ts` lists them. */
export interface Framing {
  readonly name: string;
  /** Whether it says of each byte which stream it came from. */
  readonly tells: boolean;
  /** Begins at the first byte of a file. */
  decoder(): Decoder;
}

/** Takes one file apart, chunk by chunk, in memory that does not grow with it. */
export interface Decoder {
  /** @returns the container's bytes that this chunk completes, in the order of the file. They are good until the next call. */
  feed(chunk: Buffer): Iterable<Piece>;
  /** There is no more. */
  end(): Iterable<Piece>;
}

export interface Piece {
  /** Null where the log does not say, or where these bytes are nobody's output. */
  readonly stream: StreamName | null;
  readonly bytes: Buffer;
}
