import t from "tap";
import { ofJsonFile, unframed } from "../../../lib/runtimes/docker/log-formats.ts";

const entry = (stream: string, log: string) => `${JSON.stringify({ log, stream, time: "now" })}\n`;

t.test("a stream of a json-file log is what stands in its entries, in order", async (t) => {
  const log = Buffer.from(
    entry("stdout", "one\n") +
      entry("stderr", "two\n") +
      entry("stdout", "a part without an end, ") +
      entry("stdout", "ä\n"),
  );
  t.equal(ofJsonFile("stdout", log).toString(), "one\na part without an end, ä\n");
  t.equal(ofJsonFile("stderr", log).toString(), "two\n");
});

t.test("an entry that is being written, or speaks of a stream in its text, is not taken", async (t) => {
  const log = Buffer.from(
    `${entry("stderr", '"stream":"stdout"')}${entry("stdout", "whole\n")}${entry("stdout", "half\n").slice(0, 12)}`,
  );
  t.equal(ofJsonFile("stdout", log).toString(), "whole\n");
  t.equal(ofJsonFile("stdout", Buffer.from('{"log":"x","stream":"stdout"\n')).toString(), "");
});

t.test("frames are taken apart by their lengths, not by what is in them", async (t) => {
  const frame = (text: string) => {
    const head = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32BE(Buffer.byteLength(text), 4);
    return Buffer.concat([head, Buffer.from(text)]);
  };
  t.equal(
    unframed(Buffer.concat([frame("one\n"), frame(""), frame("\u0001two")])).toString(),
    "one\n\u0001two",
  );
  t.equal(unframed(Buffer.alloc(0)).length, 0);
});
