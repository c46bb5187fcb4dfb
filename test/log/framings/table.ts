import t from "tap";
import { tells } from "../../../lib/log/framings/table.ts";
import { decoded } from "./fixtures/decoded.ts";

t.test("one framing stands within another, and what is within says whose the bytes are", async (t) => {
  const entry = (log: string) => `${JSON.stringify({ log, stream: "stdout" })}\n`;
  const log = Buffer.from(entry("one\r") + entry("\ntwo\r\n"));
  t.same(decoded(t, log, "json-file", "terminal"), [[null, "one\ntwo\n"]]);
  t.same(decoded(t, Buffer.from("one\r\r\ntwo\r"), "terminal", "terminal"), [[null, "one\ntwo\r"]]);
  t.same(decoded(t, Buffer.from("any\r\n\0"), "raw"), [[null, "any\r\n\0"]]);
  t.same([tells(["json-file"]), tells(["json-file", "terminal"]), tells(["raw"])], [true, false, false]);
});
