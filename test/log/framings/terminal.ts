import t from "tap";
import { decoded } from "./fixtures/decoded.ts";

t.test("the one \\r that a terminal puts before \\n is taken away, and nothing else", async (t) => {
  const made = Buffer.from("one\r\ntwo\r\r\nthree\nfour\rfive\r\n\r\n\r");
  t.same(decoded(t, made, "terminal"), [[null, "one\ntwo\r\nthree\nfour\rfive\n\n\r"]]);
  t.same(decoded(t, Buffer.from("\n\n\r\n"), "terminal"), [[null, "\n\n\n"]]);
  t.same(decoded(t, Buffer.from([0xff, 13, 10, 0x80]), "terminal"), [[null, "\xff\n\x80"]], "any bytes");
});
