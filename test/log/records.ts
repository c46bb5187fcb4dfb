import t from "tap";
import { recordsOf } from "../../lib/log/records.ts";

const of = (framing: Parameters<typeof recordsOf>[1], ...files: (string | Buffer)[]) =>
  recordsOf(files.map(Buffer.from), framing);

t.test("plain bytes have no records", async (t) => {
  t.equal(of("raw", "a\n"), null);
});

t.test("json-file: one object a line", async (t) => {
  const good = '{"log":"a\\n","stream":"stdout","time":"2026-11-26T10:00:00.123456789Z"}\n';
  t.same(of("json-file", good + good, good), { count: 3, problems: [] });
  const bad = ['{"log":"a"\n', good.replace("stdout", "stdin"), good.replace("2026", "26"), good.trim()];
  for (const one of bad) t.equal(of("json-file", one)?.problems.length, 1, one);
});

t.test("cri: a time, a stream, P or F, and one space between", async (t) => {
  const line = (tag: string, stream = "stdout") => `2026-11-26T10:00:00.5+01:00 ${stream} ${tag} text\n`;
  t.same(of("cri", line("P") + line("F", "stderr") + line("F")), { count: 3, problems: [] });
  t.same(of("cri", line("P") + line("F", "stderr"))?.problems, [
    "the last line of stdout is never closed by F",
  ]);
  const bad = [line("X"), line("F", "stdin"), line("F").replace(" stdout", "  stdout"), `now ${line("F")}`];
  for (const one of bad) t.equal(of("cri", one)?.problems.length, 1, one);
});

t.test("local: the length of a message before and behind it", async (t) => {
  const length = (n: number) => Buffer.from([0, 0, 0, n]);
  const good = Buffer.concat([length(2), Buffer.from("ab"), length(2)]);
  t.same(of("local", Buffer.concat([good, good])), { count: 2, problems: [] });
  for (const bad of [
    good.subarray(0, 5),
    Buffer.concat([good, good.subarray(0, 3)]),
    Buffer.concat([length(2), Buffer.from("ab"), length(3)]),
  ])
    t.equal(of("local", bad)?.problems.length, 1);
});
