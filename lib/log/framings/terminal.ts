import type { Framing } from "./framing.ts";

const NEWLINE = 10;
const RETURN = 13;
const HELD = Buffer.from([RETURN]);

/**
 * What a terminal made of a program's bytes: \r\n of each \n (ONLCR, termios(3)). That one \r alone is taken away: another before it is nothing
 * that a terminal does. Both streams have become one.
 */
export const terminal: Framing = {
  name: "terminal",
  tells: false,
  decoder() {
    let isHeld = false; // A \r was the last byte, and what is behind it is not known yet.
    return {
      feed(chunk) {
        const bytes = Buffer.allocUnsafe(chunk.length + 1);
        let length = 0;
        if (isHeld && chunk.length > 0 && chunk[0] !== NEWLINE) bytes[length++] = RETURN;
        if (chunk.length > 0) isHeld = chunk.at(-1) === RETURN;
        const end = isHeld ? chunk.length - 1 : chunk.length;
        for (let at = 0; at < end; at++) {
          if (chunk[at] === RETURN && chunk[at + 1] === NEWLINE) continue;
          bytes[length++] = chunk[at] as number;
        }
        return [{ stream: null, bytes: bytes.subarray(0, length) }];
      },
      end: () => (isHeld ? [{ stream: null, bytes: HELD }] : []),
    };
  },
};
