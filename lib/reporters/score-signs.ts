import type { Score, ScoreCell, Worst } from "../results/score.ts";
import { type Sign, verdictSigns } from "./verdict-signs.ts";

/** One of the signs of a cell; `words` are for a title and the legend. */
export interface ScoreSign extends Sign {
  readonly words: string;
}

type Part = keyof Worst;
export const SCORE_PARTS = ["pid1", "bytes", "status"] as const satisfies readonly Part[];

const PART_NAMES: Readonly<Record<Part, string>> = {
  pid1: "PID 1",
  bytes: "its bytes",
  status: "its status",
};

const HARMS: Readonly<Record<NonNullable<Worst[Part]>, ScoreSign>> = {
  ok: { ...verdictSigns.held, words: "ok" },
  hang: { sign: "∞", style: "red", words: "hang" },
  died: { sign: "†", style: "red", words: "died" },
  refused: { sign: "⊘", style: "yellow", words: "refused" },
  lost: { sign: "−", style: "yellow", words: "lost" },
  undelivered: { sign: "◇", style: "yellow", words: "undelivered" },
  altered: { sign: "~", style: "yellow", words: "altered" },
  "false-status": { sign: "≠", style: "yellow", words: "false-status" },
};
const UNSEEN: ScoreSign = { sign: "·", style: "dim", words: "not seen" };
const NOT_RUN: ScoreSign = { ...verdictSigns.skip, words: "not run" };
const BROKEN: ScoreSign = { ...verdictSigns.broken, words: "a claim is broken" };
const ERROR: ScoreSign = { ...verdictSigns.error, words: "error of the suite itself" };

/** The three signs of a cell; one where nothing ran, and one more where a claim is broken or the suite itself failed. */
export function scoreSigns({ worst, isBroken, isError }: ScoreCell): ScoreSign[] {
  const parts = worst ? SCORE_PARTS.map((part) => signOf(worst[part])) : [];
  const more = isError ? [ERROR] : isBroken ? [BROKEN] : [];
  return parts.length + more.length > 0 ? [...parts, ...more] : [NOT_RUN];
}

/** `PID 1: died, its bytes: ok, its status: not seen · 12 cases`. */
export function scoreTitle(cell: ScoreCell): string {
  const { worst, ids } = cell;
  const parts = worst ? SCORE_PARTS.map((part) => `${PART_NAMES[part]}: ${signOf(worst[part]).words}`) : [];
  const more = scoreSigns(cell).slice(parts.length);
  const said = [...parts, ...more.map(({ words }) => words)].join(", ");
  return `${said} · ${ids.length} ${ids.length === 1 ? "case" : "cases"}`;
}

/** The signs that occur in a score, by where they may stand. */
export interface Legend {
  /** In the order in which they stand in a cell, each with its own harms. */
  readonly parts: readonly { readonly name: string; readonly harms: readonly ScoreSign[] }[];
  /** What may stand in any place. */
  readonly common: readonly ScoreSign[];
}

export function legendOf({ rows }: Pick<Score, "rows">): Legend {
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell !== null));
  const parts = SCORE_PARTS.map((part) => {
    const found = [...new Set(cells.flatMap(({ worst }) => (worst ? [signOf(worst[part])] : [])))];
    return {
      name: PART_NAMES[part],
      harms: found.filter((sign) => sign !== HARMS.ok && sign !== UNSEEN),
    };
  });
  const signs = new Set(cells.flatMap(scoreSigns));
  return { parts, common: [HARMS.ok, UNSEEN, NOT_RUN, BROKEN, ERROR].filter((sign) => signs.has(sign)) };
}

/**
 * What the signs of this score mean, part by part: `PID 1 († died)`. The last piece has those that may stand in any place.
 * Only signs that occur are explained.
 */
export function scoreLegend(score: Pick<Score, "rows">): string {
  const { parts, common } = legendOf(score);
  const words = parts.map(({ name, harms }) =>
    harms.length > 0 ? `${name} (${harms.map(signWords).join(", ")})` : name,
  );
  return [words.join(", "), ...common.map(signWords)].join("; ");
}

function signWords({ sign, words }: ScoreSign): string {
  return `${sign} ${words}`;
}

function signOf(part: Worst[Part]): ScoreSign {
  return part === null ? UNSEEN : HARMS[part];
}
