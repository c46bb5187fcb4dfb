import t from "tap";
import { scoreLegend, scoreSigns, scoreTitle } from "../../lib/reporters/score-signs.ts";
import type { Score, ScoreCell } from "../../lib/results/score.ts";

const well = { pid1: "ok", bytes: "ok", status: "ok" } as const;

function cell(over: Partial<ScoreCell> = {}): ScoreCell {
  return { worst: well, isBroken: false, isError: false, ids: ["a"], ...over };
}

function told(over: Partial<ScoreCell>): string {
  return scoreSigns(cell(over))
    .map(({ sign }) => sign)
    .join("");
}

t.test("three signs, one more for what they do not say", async (t) => {
  t.equal(told({}), "✔✔✔");
  t.equal(told({ worst: { pid1: "died", bytes: "lost", status: "false-status" } }), "†−≠");
  t.equal(told({ worst: { pid1: "hang", bytes: "altered", status: null } }), "∞~·");
  t.equal(told({ worst: { pid1: "refused", bytes: null, status: null } }), "⊘··");
  t.equal(told({ worst: { ...well, bytes: "undelivered" }, isBroken: true }), "✔◇✔✘");
  t.equal(told({ isBroken: true, isError: true }), "✔✔✔‼");
  t.equal(told({ worst: null, isError: true }), "‼");
  t.equal(told({ worst: null }), "○");
});

t.test("what died or hangs is red, other harms are yellow, and only ok is green", async (t) => {
  const styles = (worst: ScoreCell["worst"]) => scoreSigns(cell({ worst })).map(({ style }) => style);
  t.same(styles({ pid1: "died", bytes: "lost", status: "ok" }), ["red", "yellow", "green"]);
  t.same(styles({ pid1: "hang", bytes: "ok", status: null }), ["red", "green", "dim"]);
});

t.test("a title says it in words, with the number of cases", async (t) => {
  t.equal(
    scoreTitle(cell({ worst: { ...well, pid1: "died", status: null }, isError: true, ids: ["a", "b"] })),
    "PID 1: died, its bytes: ok, its status: not seen, error of the suite itself · 2 cases",
  );
  t.equal(scoreTitle(cell({ worst: null })), "not run · 1 case");
});

t.test("the legend explains the signs that occur, and no others", async (t) => {
  const score = (...cells: (ScoreCell | null)[]): Score => ({
    ...{ across: "strategy", columns: cells.map((_, index) => String(index)) },
    rows: [{ fault: null, strategy: null, cells }],
  });
  t.equal(scoreLegend(score(cell())), "PID 1, its bytes, its status; ✔ ok");
  t.equal(
    scoreLegend(score(cell({ worst: { ...well, pid1: "died", status: null } }), cell({ worst: null }), null)),
    "PID 1 († died), its bytes, its status; ✔ ok; · not seen; ○ not run",
  );
});
