import { cri } from "./cri.ts";
import type { Decoder, Framing, Piece } from "./framing.ts";
import { jsonFile } from "./json-file.ts";
import { local } from "./local.ts";
import { multiplexed } from "./multiplexed.ts";
import { raw } from "./raw.ts";
import { terminal } from "./terminal.ts";

const framings = { raw, "json-file": jsonFile, local, cri, terminal, multiplexed } satisfies Record<
  string,
  Framing
>;

export type FramingName = keyof typeof framings;

/** The outermost first: a terminal's bytes within an engine's entries, or within another terminal's. */
export type Framings = readonly [FramingName, ...FramingName[]];

/** Whether they say which stream a byte came from: what is within a framing is all that it says. */
export function tells(names: Framings): boolean {
  return framings[names.at(-1) as FramingName].tells;
}

export function decoderOf([outermost, ...within]: Framings): Decoder {
  return within.reduce(
    (outer, name) => nested(outer, framings[name].decoder()),
    framings[outermost].decoder(),
  );
}

function nested(outer: Decoder, inner: Decoder): Decoder {
  function* fed(pieces: Iterable<Piece>): Generator<Piece> {
    for (const { bytes } of pieces) yield* inner.feed(bytes);
  }
  return {
    feed: (chunk) => fed(outer.feed(chunk)),
    *end() {
      yield* fed(outer.end());
      yield* inner.end();
    },
  };
}
