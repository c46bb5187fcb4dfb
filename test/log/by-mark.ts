import t from "tap";
import { ByMark } from "../../lib/log/by-mark.ts";
import type { StreamName } from "../../lib/log/stream-name.ts";

/** What is sorted of a log, however it is cut into chunks. */
function sorted(log: string, length: number): Record<StreamName, string> {
  const byMark = new ByMark();
  const found = { stdout: "", stderr: "" };
  const take = (all: Iterable<{ stream: StreamName; bytes: Buffer }>) => {
    for (const { stream, bytes } of all) found[stream] += bytes.toString();
  };
  for (let at = 0; at < log.length; at += length) take(byMark.feed(Buffer.from(log.slice(at, at + length))));
  take(byMark.end());
  return found;
}

t.test("one log for two streams is sorted by the lines' own mark; what has none is stdout's", async (t) => {
  for (const length of [1, 4, 6, 9, 100]) {
    const of = (log: string) => sorted(log, length);
    const log = "stdout 1\nstderr 1\nforeign\n\ns\nstderr is a long line\nstdout 2\nstder";
    t.same(of(log), {
      stdout: "stdout 1\nforeign\n\ns\nstdout 2\n",
      stderr: "stderr 1\nstderr is a long line\nstder",
    });
    t.same(of("std"), { stdout: "std", stderr: "" }, "what may be of either is stdout's");
    t.same(of(""), { stdout: "", stderr: "" });
  }
});
