import t from "tap";
import { decoded } from "./fixtures/decoded.ts";

// As dockerd 20.10 writes it: source, time in nanoseconds, line; of a part of a line also which part it is.
const field = (number: number, bytes: Buffer) =>
  Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
const TIME = Buffer.from("10eca2859de888cbf518", "hex");
const IS_PARTIAL = Buffer.from([0x20, 1]);

function entry(source: string, line: string | Buffer, part?: { last: boolean }): Buffer {
  const metadata =
    part && Buffer.concat([part.last ? Buffer.from([8, 1]) : Buffer.alloc(0), field(2, Buffer.from("id"))]);
  const message = Buffer.concat([
    field(1, Buffer.from(source)),
    TIME,
    field(3, Buffer.from(line)),
    ...(metadata ? [IS_PARTIAL, field(5, metadata)] : []),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  return Buffer.concat([length, message, length]);
}

t.test(
  "what stands in the messages is told, whatever its bytes, with the newlines that they stand for",
  async (t) => {
    const bytes = Buffer.from([0xff, 0xfe]);
    const log = Buffer.concat([entry("stdout", "one"), entry("stderr", bytes), entry("stdout", "")]);
    t.same(decoded(t, log, "local"), [
      ["stdout", "one\n"],
      ["stderr", "\xff\xfe\n"],
      ["stdout", "\n"],
    ]);
  },
);

t.test("a line in parts has one newline, after its last", async (t) => {
  const log = Buffer.concat([
    entry("stdout", "a part, ", { last: false }),
    entry("stdout", "the last", { last: true }),
    entry("stdout", "without an end", { last: false }),
  ]);
  t.same(decoded(t, log, "local"), [["stdout", "a part, the last\nwithout an end"]]);
});

t.test("a message that is being written is not taken", async (t) => {
  const log = Buffer.concat([entry("stdout", "whole"), entry("stdout", "half").subarray(0, -1)]);
  t.same(decoded(t, log, "local"), [["stdout", "whole\n"]]);
  t.same(decoded(t, log.subarray(0, 3), "local"), []);
});

t.test("what is no message of it is told as it is, and is not held", async (t) => {
  const other = "text, whose first four bytes are a length that no message has";
  t.same(decoded(t, Buffer.concat([entry("stdout", "one"), Buffer.from(other)]), "local"), [
    ["stdout", "one\n"],
    [null, other],
  ]);
});
