import t from "tap";
import { sideBySideLines } from "../../lib/compare/side-by-side.ts";
import { sampleRun } from "../reporters/fixtures/sample-run.ts";

const plain = (_style: string, text: string) => text;
const [first, second] = sampleRun().cases.filter(({ verdict }) => verdict === "pass");
if (!first || !second) throw new Error("the sample has too little");

t.test(
  "a line a case, a column a run: what is as in the first is =, what a run does not have is —",
  async (t) => {
    const other = { ...first, outcome: "signal SIGSEGV · lost 0" };
    const lines = sideBySideLines(
      [
        { label: "6.1", cases: [first, second] },
        { label: "6.12", cases: [other] },
        { label: "6.18", cases: [first, second] },
      ],
      plain,
    );
    const words = (text: string | undefined) => text?.trim().split(/ {2,}/) ?? [];
    const lineOf = (one: typeof first) =>
      words(
        lines
          .slice(lines.indexOf(`${one.suite}/${one.test}`))
          .find((line) => line.includes(one.outcome ?? "")),
      );
    t.same(words(lines[0]), ["6.1", "6.12", "6.18"]);
    t.same(lineOf(first).slice(-3), [first.outcome, other.outcome, "="]);
    t.same(lineOf(second).slice(-3), [second.outcome, "—", "="]);
    t.equal(lines.at(-1), "2 cases side by side: 2 differ");
  },
);

t.test("a case that failed says so and why, in no more than one cell", async (t) => {
  const failed = { ...first, verdict: "fail" as const, reason: "x".repeat(200) };
  const lines = sideBySideLines(
    [
      { label: "a", cases: [failed] },
      { label: "b\u001b[2J", cases: [failed] },
    ],
    plain,
  );
  t.match(lines[2], /fail: .*x+… {3}=$/);
  t.notMatch(lines.join("\n"), "\u001b", "nothing that a terminal obeys");
  t.equal(lines.at(-1), "1 case side by side: 0 differ");
});
