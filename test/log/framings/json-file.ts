import t from "tap";
import { decoded } from "./fixtures/decoded.ts";

const entry = (stream: string, log: string) => `${JSON.stringify({ log, stream, time: "now" })}\n`;
const latin = (text: string) => Buffer.from(text).toString("latin1");

t.test("what stands in the entries is told in order, with its stream", async (t) => {
  const log = Buffer.from(
    entry("stdout", "one\n") +
      entry("stderr", "two\n") +
      entry("stdout", "a part without an end, ") +
      entry("stdout", "ä\n"),
  );
  t.same(decoded(t, log, "json-file"), [
    ["stdout", "one\n"],
    ["stderr", "two\n"],
    ["stdout", latin("a part without an end, ä\n")],
  ]);
});

t.test("an entry that is being written, or is none, is nobody's output", async (t) => {
  const said = '"stream":"stdout"';
  const half = entry("stdout", "half\n").slice(0, 12);
  t.same(
    decoded(t, Buffer.from(`${entry("stderr", said)}${entry("stdout", "whole\n")}${half}`), "json-file"),
    [
      ["stderr", said],
      ["stdout", "whole\n"],
    ],
  );
  for (const none of [
    '{"log":"x","stream":"stdout"',
    '{"log":1,"stream":"stdout"}',
    '{"log":"x"}',
    "null",
    "",
  ])
    t.same(decoded(t, Buffer.from(`${none}\n`), "json-file"), [], none);
});

t.test("a hole that a truncation left is told, and the entry behind it is good", async (t) => {
  const log = Buffer.concat([Buffer.alloc(9), Buffer.from(entry("stdout", "one\n"))]);
  t.same(decoded(t, log, "json-file"), [
    [null, "\0".repeat(9)],
    ["stdout", "one\n"],
  ]);
});

t.test("a line that is longer than any entry is told as it is, and is not held", async (t) => {
  const long = `{"log":"${"x".repeat(2 ** 20)}"}\n`;
  const [first, second] = decoded(t, Buffer.from(long + entry("stdout", "one\n")), "json-file");
  t.equal(first?.[0], null);
  t.equal(first?.[1].length, long.length);
  t.same(second, ["stdout", "one\n"]);
});
