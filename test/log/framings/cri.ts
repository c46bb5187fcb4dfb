import t from "tap";
import { decoded } from "./fixtures/decoded.ts";

const time = "2026-11-24T04:41:00.123456789+00:00";
const log = (...lines: string[]) => Buffer.from(lines.map((line) => `${time} ${line}\n`).join(""));

t.test("each line is told with its stream, newline and all", async (t) => {
  t.same(decoded(t, log("stdout F one", "stderr F uno", "stdout F two"), "cri"), [
    ["stdout", "one\n"],
    ["stderr", "uno\n"],
    ["stdout", "two\n"],
  ]);
});

t.test("a partial line has no newline of its own", async (t) => {
  t.same(decoded(t, log("stdout P on", "stdout F e", "stdout P no newline at the end"), "cri"), [
    ["stdout", "one\nno newline at the end"],
  ]);
});

t.test("bytes that are no text stay what they are", async (t) => {
  const bytes = Buffer.from([0xff, 0, 0x1b, 10]);
  t.same(decoded(t, Buffer.concat([Buffer.from(`${time} stdout F `), bytes]), "cri"), [
    ["stdout", bytes.toString("latin1")],
  ]);
});

t.test("a line that is cut off, or not of the format, is nobody's output", async (t) => {
  t.same(decoded(t, Buffer.from(`${time} stdout F cut`), "cri"), []);
  t.same(decoded(t, Buffer.from("rubbish\n"), "cri"), []);
  t.same(decoded(t, log("stdin F x", "stdout X x"), "cri"), []);
});
