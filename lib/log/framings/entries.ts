import { zerosAt } from "../zeros.ts";
import type { Decoder, Piece } from "./framing.ts";

const NEWLINE = 10;

/** Bytes of an entry; the engines cut what they write into entries of at most 16 KiB (moby, cri) before they are framed and escaped. */
const MOST_ENTRY = 1_048_576;

/**
 * The decoder of a framing whose entries are lines. Zeros before an entry are what a truncation leaves under a writer that does not append: they
 * are told, and the entry behind them is good. A line that is cut at the end is nobody's output; one that is longer than any entry is told as it is.
 * @param pieceOf what stands in a line, which ends in its line feed; null where it is no entry
 */
export function decoderOfEntries(pieceOf: (line: Buffer) => Piece | null): Decoder {
  let parts: Buffer[] = [];
  let length = 0;
  let isTooLong = false;

  /** What is left of a chunk, which is used again. */
  function* hold(rest: Buffer): Generator<Piece> {
    if (isTooLong) return yield { stream: null, bytes: rest };
    parts.push(Buffer.from(rest));
    length += rest.length;
    isTooLong = length > MOST_ENTRY;
    if (isTooLong) yield { stream: null, bytes: ended(Buffer.alloc(0)) };
  }
  function ended(end: Buffer): Buffer {
    const whole = length > 0 ? Buffer.concat([...parts, end]) : end;
    [parts, length] = [[], 0];
    return whole;
  }
  return {
    *feed(chunk) {
      for (let at = 0; at < chunk.length; ) {
        const zeros = length > 0 || isTooLong ? 0 : zerosAt(chunk, at);
        if (zeros > 0) yield { stream: null, bytes: chunk.subarray(at, at + zeros) };
        at += zeros;
        const newline = chunk.indexOf(NEWLINE, at);
        if (newline === -1) return at < chunk.length ? yield* hold(chunk.subarray(at)) : undefined;
        const line = ended(chunk.subarray(at, newline + 1));
        const piece = isTooLong || line.length > MOST_ENTRY ? { stream: null, bytes: line } : pieceOf(line);
        if (piece) yield piece;
        isTooLong = false;
        at = newline + 1;
      }
    },
    end: () => [],
  };
}
