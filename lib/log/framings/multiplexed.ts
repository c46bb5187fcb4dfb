import { streams } from "../stream-name.ts";
import type { Framing } from "./framing.ts";
import { decoderOfMessages } from "./messages.ts";

const HEADER = 8;

/**
 * What docker's API gives back of a container without a terminal (Docker Engine API, "Stream format"): before each piece a header of 8 bytes, the first
 * of which is 1 for stdout and 2 for stderr, and the last four the length of the piece.
 */
export const multiplexed: Framing = {
  name: "multiplexed",
  tells: true,
  decoder: () =>
    decoderOfMessages({
      head: HEADER,
      length: (head) => HEADER + head.readUInt32BE(4),
      piecesOf: (message) => [
        { stream: streams[(message[0] ?? 0) - 1] ?? null, bytes: message.subarray(HEADER) },
      ],
    }),
};
