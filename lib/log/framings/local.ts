import { streams } from "../stream-name.ts";
import type { Framing, Piece } from "./framing.ts";
import { decoderOfMessages } from "./messages.ts";

/** Of LogEntry, by the numbers of its fields (moby, api/types/plugins/logdriver/entry.proto). */
const SOURCE = 1;
const LINE = 3;
const PARTIAL = 5;
const PARTIAL_LAST = 1;

const LENGTH = 4;
const NEWLINE = Buffer.from("\n");

/**
 * The log that docker's driver `local` keeps: messages of protocol buffers, each between two copies of its length. A line of output that is in one
 * message, or ends in one, has lost its newline there.
 */
export const local: Framing = {
  name: "local",
  tells: true,
  decoder: () =>
    decoderOfMessages({
      head: LENGTH,
      length: (head) => LENGTH + head.readUInt32BE() + LENGTH,
      piecesOf: (message) => linesOf(message.subarray(LENGTH, -LENGTH)),
    }),
};

function linesOf(message: Buffer): Piece[] {
  const entry = fieldsOf(message);
  const stream = streams.find((name) => name === entry.get(SOURCE)?.toString());
  if (!stream) return [];
  const bytes = entry.get(LINE) ?? Buffer.alloc(0);
  const partial = entry.get(PARTIAL);
  const isEnd = !partial || fieldsOf(partial).has(PARTIAL_LAST);
  return isEnd
    ? [
        { stream, bytes },
        { stream, bytes: NEWLINE },
      ]
    : [{ stream, bytes }];
}

/** The fields of a message: those of a length by their bytes, numbers by none; what is not there has its default, 0. */
function fieldsOf(message: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  for (let at = 0; at < message.length; ) {
    const key = varint(message, at);
    const value = varint(message, key.end);
    const hasLength = (key.value & 7) === 2;
    const end = hasLength ? value.end + value.value : value.end;
    fields.set(key.value >> 3, message.subarray(value.end, end));
    at = end;
  }
  return fields;
}

// Its value is only right below 2^53, which times are not; nobody asks for them.
function varint(message: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start; ; at++) {
    const byte = message[at] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
}
