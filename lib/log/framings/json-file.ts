import { streams } from "../stream-name.ts";
import { decoderOfEntries } from "./entries.ts";
import type { Framing, Piece } from "./framing.ts";

/** docker's json-file log: objects of one line each, `{"log":"…","stream":"stdout","time":"…"}`. */
export const jsonFile: Framing = {
  name: "json-file",
  tells: true,
  decoder: () => decoderOfEntries(pieceOf),
};

function pieceOf(line: Buffer): Piece | null {
  const entry = parsed(line.toString("utf8"));
  const stream = streams.find((name) => name === entry?.stream);
  return stream && typeof entry?.log === "string" ? { stream, bytes: Buffer.from(entry.log) } : null;
}

// A line that was cut is nobody's output.
function parsed(line: string): { log?: unknown; stream?: unknown } | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
