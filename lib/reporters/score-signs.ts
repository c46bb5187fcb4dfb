import type { Score, ScoreCell, Worst } from "../results/score.ts";
import { type Sign, verdictSigns } from "./verdict-signs.ts";

/** One of the signs of a cell; `words` are for a title and the legend. */
export interface ScoreSign extends Sign {
  readonly words: SignWords;
  /** A harm, a broken claim or an error: drawn filled, so that it is told from the rest without colour. */
  readonly isBad?: true;
}

export type SignWords =
  | NonNullable<Worst[Part]>
  | "not seen"
  | "not run"
  | "a claim is broken"
  | "error of the suite itself";

type Part = keyof Worst;
export const SCORE_PARTS = ["pid1", "bytes", "status"] as const satisfies readonly Part[];

export const PART_NAMES: Readonly<Record<Part, string>> = {
  pid1: "PID 1",
  bytes: "its bytes",
  status: "its status",
};

const HARMS: Readonly<Record<NonNullable<Worst[Part]>, ScoreSign>> = {
  ok: { ...verdictSigns.held, words: "ok" },
  hang: { sign: "∞", style: "red", words: "hang", isBad: true },
  died: { sign: "†", style: "red", words: "died", isBad: true },
  refused: { sign: "⊘", style: "yellow", words: "refused", isBad: true },
  lost: { sign: "−", style: "yellow", words: "lost", isBad: true },
  undelivered: { sign: "◇", style: "yellow", words: "undelivered", isBad: true },
  altered: { sign: "~", style: "yellow", words: "altered", isBad: true },
  "false-status": { sign: "≠", style: "yellow", words: "false-status", isBad: true },
};
const UNSEEN: ScoreSign = { sign: "·", style: "dim", words: "not seen" };
export const NOT_RUN: ScoreSign = { ...verdictSigns.skip, words: "not run" };
const BROKEN: ScoreSign = { ...verdictSigns.broken, words: "a claim is broken", isBad: true };
const ERROR: ScoreSign = { ...verdictSigns.error, words: "error of the suite itself", isBad: true };

/** The three signs of a cell; one where nothing ran, and one more where a claim is broken or the suite itself failed. */
export function scoreSigns({ worst, isBroken, isError }: ScoreCell): ScoreSign[] {
  const parts = worst ? SCORE_PARTS.map((part) => signOf(worst[part])) : [];
  const more = isError ? [ERROR] : isBroken ? [BROKEN] : [];
  return parts.length + more.length > 0 ? [...parts, ...more] : [NOT_RUN];
}

/** Whether a cell that ran has no harm, no broken claim and no error in it. */
export function isHarmless({ worst, isBroken, isError }: ScoreCell): boolean {
  return !isBroken && !isError && SCORE_PARTS.every((part) => [null, "ok"].includes(worst?.[part] ?? null));
}

/** `PID 1: died, its bytes: ok, its status: not seen · 12 cases`. */
export function scoreTitle(cell: ScoreCell): string {
  const { worst, ids } = cell;
  const parts = worst ? SCORE_PARTS.map((part) => `${PART_NAMES[part]}: ${signOf(worst[part]).words}`) : [];
  const more = scoreSigns(cell).slice(parts.length);
  const said = [...parts, ...more.map(({ words }) => words)].join(", ");
  return `${said} · ${ids.length} ${ids.length === 1 ? "case" : "cases"}`;
}

/** A score, or some of its rows. */
interface Celled {
  readonly rows: readonly Pick<Score["rows"][number], "cells">[];
}

/** The signs that occur in a score, by where they may stand. */
export interface Legend {
  /** In the order in which they stand in a cell, each with its own harms. */
  readonly parts: readonly { readonly name: string; readonly harms: readonly ScoreSign[] }[];
  /** What may stand in any place. */
  readonly common: readonly ScoreSign[];
}

export function legendOf({ rows }: Celled): Legend {
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
export function scoreLegend(score: Celled): string {
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
