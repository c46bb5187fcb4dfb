import type { Decoder, Piece } from "./framing.ts";

/** Bytes of a message; engines cut what they write into messages of at most 16 KiB. */
const MOST_MESSAGE = 16 * 1_048_576;

interface Message {
  /** Bytes before what is read of it, which `length` is asked of. */
  readonly head: number;
  /** Bytes of all of it, head and whatever stands behind it. */
  length(head: Buffer): number;
  piecesOf(message: Buffer): readonly Piece[];
}

/**
 * The decoder of a framing whose messages tell their own length. One that is cut at the end is nobody's output; where a length is more than any
 * message has, the file is of another form from there on, and its bytes are told as they are.
 */
export function decoderOfMessages({ head, length, piecesOf }: Message): Decoder {
  let held: Buffer = Buffer.alloc(0);
  let isOther = false;
  return {
    *feed(chunk) {
      if (isOther) return yield { stream: null, bytes: chunk };
      const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
      let at = 0;
      while (bytes.length - at >= head) {
        const size = length(bytes.subarray(at, at + head));
        isOther = size > MOST_MESSAGE;
        if (isOther) return yield { stream: null, bytes: bytes.subarray(at) };
        if (bytes.length - at < size) break;
        yield* piecesOf(bytes.subarray(at, at + size));
        at += size;
      }
      held = Buffer.from(bytes.subarray(at)); // The chunk is used again.
    },
    end: () => [],
  };
}
