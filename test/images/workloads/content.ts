import t from "tap";
import content from "../../../images/node/workloads/content.cjs";

const { LINE, lines, slice } = content;

t.test("every line has the same length and says whose and the how-manieth it is", async (t) => {
  const text = lines("stdout", 99, 2).toString();
  t.equal(LINE, 64);
  t.match(text, /^stdout 0000000099 .{37} [0-9a-f]{8}\n|^stdout 0000000099 /);
  t.same(
    text.split("\n").map(({ length }) => length),
    [LINE - 1, LINE - 1, 0],
  );
  t.match(lines("stderr", 1_234_567, 1).toString(), /^stderr 0001234567 /);
});

t.test("no two lines are the same, of one stream or two", async (t) => {
  const all = ["stdout", "stderr"].flatMap((name) => lines(name, 0, 1_000).toString().trimEnd().split("\n"));
  t.equal(new Set(all.map((line) => line.slice(-8))).size, 2_000, "not even their checksums");
});

t.test("a slice is what stands at its offsets, wherever it is cut", async (t) => {
  const whole = lines("stdout", 0, 20);
  for (const [from, to] of [
    [0, 0],
    [0, 1],
    [63, 65],
    [64, 128],
    [1, 20 * LINE],
    [700, 701],
  ] as const)
    t.ok(slice("stdout", from, to).equals(whole.subarray(from, to)), `${from} to ${to}`);
});
