import t from "tap";
import { sideBySideLines } from "../../lib/compare/side-by-side.ts";
import { held, recorded } from "./fixtures/runs.ts";

const plain = (_style: string, text: string) => text;
const [first, second] = [held(), { ...recorded("exit 127 · lost 0", "died"), id: "another", test: "code/1" }];

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
    t.same(lineOf(second).slice(-3), [`${second.outcome} · ▲ died`, "—", "="]);
    t.equal(lines.at(-1), "2 cases side by side: 2 differ");
  },
);

t.test("columns stand below each other", async (t) => {
  const lines = sideBySideLines(
    [
      { label: "a long name of a run", cases: [first] },
      { label: "b", cases: [first] },
    ],
    plain,
  );
  const [head, , row] = lines as [string, string, string];
  t.equal(head.indexOf("a long"), row.indexOf("exit 0"));
  t.equal(head.indexOf("b", head.indexOf("run")), row.indexOf("="));
});

t.test("a cell has at most 120 characters, and what just fits is not cut", async (t) => {
  const cell = (length: number) => {
    const one = { ...first, outcome: "x".repeat(length) };
    return sideBySideLines([{ label: "a", cases: [one] }], plain)[2]?.match(/x+…?$/)?.[0];
  };
  t.equal(cell(120), "x".repeat(120));
  t.equal(cell(121), `${"x".repeat(119)}…`);
});

t.test("a case that is broken says so and why, in no more than one cell", async (t) => {
  const broken = { ...first, verdict: "broken" as const, reason: "x".repeat(200) };
  const lines = sideBySideLines(
    [
      { label: "a", cases: [broken] },
      { label: "b\u001b[2J", cases: [broken] },
    ],
    plain,
  );
  t.match(lines[2], /broken: .*x+… {3}=$/);
  t.notMatch(lines.join("\n"), "\u001b", "nothing that a terminal obeys");
  t.equal(lines.at(-1), "1 case side by side: 0 differ");
});

t.test("a test is named once, above its cases, and a line in which runs differ is painted", async (t) => {
  const crun = held({ runtime: "crun" });
  const lines = sideBySideLines(
    [
      { label: "a", cases: [first, crun, second] },
      { label: "b", cases: [first, { ...crun, outcome: "exit 1 · lost 0" }, second] },
    ],
    (style, text) => `${style}: ${text}`,
  );
  t.match(lines.slice(0, -2), [
    /^bold: /,
    /^exit-status\/code\/0$/,
    /^ .*unshare.* =$/,
    /^yellow: .*crun.* exit 1 · lost 0$/,
    /^exit-status\/code\/1$/,
    /^ .* ▲ died +=$/,
  ]);
  t.equal(lines.length, 8);
});
