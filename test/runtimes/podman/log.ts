import t from "tap";
import { ofStream } from "../../../lib/runtimes/podman/log.ts";

const time = "2026-11-24T04:41:00.123456789+00:00";
const log = (...lines: string[]) => Buffer.from(lines.map((line) => `${time} ${line}\n`).join(""));

t.test("each stream gets its own lines back, newline and all", async (t) => {
  const bytes = log("stdout F one", "stderr F uno", "stdout F two");
  t.equal(ofStream("stdout", bytes).toString(), "one\ntwo\n");
  t.equal(ofStream("stderr", bytes).toString(), "uno\n");
});

t.test("a partial line is joined to what follows it", async (t) => {
  t.equal(ofStream("stdout", log("stdout P on", "stderr F x", "stdout F e")).toString(), "one\n");
  t.equal(ofStream("stdout", log("stdout P no newline at the end")).toString(), "no newline at the end");
});

t.test("bytes that are no text stay what they are", async (t) => {
  const hostile = Buffer.concat([
    Buffer.from(`${time} stdout F `),
    Buffer.from([0xff, 0, 0x1b]),
    Buffer.from("\n"),
  ]);
  t.same(ofStream("stdout", hostile), Buffer.from([0xff, 0, 0x1b, 10]));
});

t.test("a line that is cut off, or not of the format, is nobody's output", async (t) => {
  t.equal(ofStream("stdout", Buffer.from(`${time} stdout F cut`)).toString(), "");
  t.equal(ofStream("stdout", Buffer.from("rubbish\n")).toString(), "");
});
