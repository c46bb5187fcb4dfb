import type { LogPaths } from "../../strategies/strategy.ts";

type StreamName = keyof LogPaths;

/** Of LogEntry, by the numbers of its fields (moby, api/types/plugins/logdriver/entry.proto). */
const SOURCE = 1;
const LINE = 3;
const PARTIAL = 5;
const PARTIAL_LAST = 1;

const LENGTH = 4;
const NEWLINE = Buffer.from("\n");

/**
 * One stream of the log that docker's driver `local` keeps: messages of protocol buffers, each between two copies of its length. A line
 * of output that is in one message, or ends in one, has lost its newline there. A message that is cut is nobody's output.
 */
export function ofLocalFile(stream: StreamName, log: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + LENGTH <= log.length; ) {
    const end = at + LENGTH + log.readUInt32BE(at);
    if (end + LENGTH > log.length) break;
    const entry = fieldsOf(log.subarray(at + LENGTH, end));
    if (entry.get(SOURCE)?.toString() === stream) {
      const partial = entry.get(PARTIAL);
      parts.push(entry.get(LINE) ?? Buffer.alloc(0));
      if (!partial || fieldsOf(partial).has(PARTIAL_LAST)) parts.push(NEWLINE);
    }
    at = end + LENGTH;
  }
  return Buffer.concat(parts);
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
