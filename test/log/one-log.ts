import t from "tap";
import { beforeTerminal, linesOf } from "../../lib/log/one-log.ts";

t.test("one log for two streams is sorted by the lines' own mark; what has none is stdout's", async (t) => {
  const log = Buffer.from("stdout 1\nstderr 1\nforeign\nstdout 2\nstder");
  t.equal(linesOf("stdout", log).toString(), "stdout 1\nforeign\nstdout 2\n");
  t.equal(linesOf("stderr", log).toString(), "stderr 1\nstder");
  const cut = Buffer.from("std");
  t.equal(linesOf("stdout", cut).toString(), "std", "what may be of either is stdout's");
  t.equal(linesOf("stderr", cut).toString(), "");
});

t.test("the one \\r that a terminal puts before \\n is taken away, and nothing else", async (t) => {
  const made = "one\r\ntwo\r\r\nthree\nfour\rfive\r\n\r\n\r";
  t.equal(beforeTerminal(Buffer.from(made)).toString(), "one\ntwo\r\nthree\nfour\rfive\n\n\r");
  t.equal(beforeTerminal(Buffer.from("\n\n\r\n")).toString(), "\n\n\n");
  const bytes = Buffer.from([0xff, 13, 10, 0x80]);
  t.same(beforeTerminal(bytes), Buffer.from([0xff, 10, 0x80]), "any bytes");
});
