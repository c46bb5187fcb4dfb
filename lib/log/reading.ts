import { ByMark, type Stretch } from "./by-mark.ts";
import { chunksOf, MOST_BYTES } from "./chunks.ts";
import type { Piece } from "./framings/framing.ts";
import { decoderOf, type Framings, tells } from "./framings/table.ts";
import type { Segment } from "./segment.ts";
import type { StreamName } from "./stream-name.ts";

/** What a log holds of both streams, the oldest segment first, in memory that does not grow with it. */
export function* stretchesOf(
  segments: readonly Segment[],
  framings: Framings,
  most = MOST_BYTES,
): Generator<Stretch> {
  const sorted = sorter(framings);
  for (const { stream, fd } of segments) {
    const decoder = decoderOf(framings); // In each file a framing begins anew.
    // A file of both streams is an engine's, whose size is what was written to it.
    for (const chunk of chunksOf(fd, stream === null ? undefined : most))
      yield* sorted.of(decoder.feed(chunk), stream);
    yield* sorted.of(decoder.end(), stream);
  }
  yield* sorted.end();
}

/** Whether both streams are in one file that does not say of each byte which it came from. */
export function isTogether(segments: readonly Segment[], framings: Framings): boolean {
  return !tells(framings) && segments.some(({ stream }) => stream === null);
}

/** One stream of bytes that stand in a framing, all in memory. @param ofFile whose bytes they are, where they do not say it */
export function streamIn(
  stream: StreamName,
  bytes: Buffer,
  framings: Framings,
  ofFile: StreamName | null = null,
): Buffer {
  const sorted = sorter(framings);
  const decoder = decoderOf(framings);
  const parts: Buffer[] = [];
  const keep = (stretches: Iterable<Stretch>) => {
    for (const one of stretches) if (one.stream === stream) parts.push(Buffer.from(one.bytes));
  };
  keep(sorted.of(decoder.feed(bytes), ofFile));
  keep(sorted.of(decoder.end(), ofFile));
  keep(sorted.end());
  return Buffer.concat(parts);
}

/** Gives each piece its stream: that which it says, or its file's, or its lines' own mark's. What an engine's entries do not hold is stdout's. */
function sorter(framings: Framings) {
  const isTold = tells(framings);
  const byMark = new ByMark();
  return {
    *of(pieces: Iterable<Piece>, ofFile: StreamName | null): Generator<Stretch> {
      for (const { stream, bytes } of pieces) {
        const known = stream ?? ofFile ?? (isTold ? "stdout" : null);
        if (known !== null) yield { stream: known, bytes };
        else yield* byMark.feed(bytes);
      }
    },
    end: () => byMark.end(),
  };
}
