import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { beforeTerminal, linesOf, ofJsonFile, unframed, wholeFile } from "../../lib/runtimes/log-formats.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

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

t.test("one log for two streams is sorted by the lines' own mark; what has none is stdout's", async (t) => {
  const log = Buffer.from("stdout 1\nstderr 1\nforeign\nstdout 2\nstder");
  t.equal(linesOf("stdout", log).toString(), "stdout 1\nforeign\nstdout 2\n");
  t.equal(linesOf("stderr", log).toString(), "stderr 1\nstder");
});

t.test("what each terminal added to a line's end is taken away", async (t) => {
  t.equal(beforeTerminal(Buffer.from("one\r\ntwo\r\r\nthree\n")).toString(), "one\ntwo\nthree\n");
});

t.test("a file is read from its beginning, wherever its offset stands", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  writeFileSync(path, "0123456789");
  const fd = openSync(path, "r");
  t.teardown(() => closeSync(fd));
  readSync(fd, Buffer.alloc(4));
  t.equal(wholeFile(fd).toString(), "0123456789");
});
