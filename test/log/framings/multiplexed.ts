import t from "tap";
import { decoded } from "./fixtures/decoded.ts";

function frame(stream: number, text: string): Buffer {
  const head = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

t.test("frames are taken apart by their lengths, not by what is in them", async (t) => {
  const body = Buffer.concat([frame(1, "one\n"), frame(1, ""), frame(2, "\u0001two"), frame(1, "three")]);
  t.same(decoded(t, body, "multiplexed"), [
    ["stdout", "one\n"],
    ["stderr", "\u0001two"],
    ["stdout", "three"],
  ]);
  t.same(decoded(t, Buffer.alloc(0), "multiplexed"), []);
});

t.test("what is of no stream that there is, is of none", async (t) => {
  t.same(decoded(t, frame(7, "x"), "multiplexed"), [[null, "x"]]);
});
