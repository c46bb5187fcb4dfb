import type { Legend, ScoreSign } from "../score-signs.ts";
import { element, type Markup } from "./element.ts";
import { SIGN, signAt } from "./sign-shapes.ts";
import { textWidth } from "./text-lines.ts";

const SIZE = 11.5;
const LINE = 20;
const PLACES = ["Left:", "Middle:", "Right:"];

type Piece = { readonly text: string; readonly sign?: ScoreSign };

/** What the signs mean, in words, over as many lines as it takes. @returns the markup and where its last line ends */
export function legendAt(
  legend: Legend,
  x: number,
  top: number,
  width: number,
): { parts: Markup[]; bottom: number } {
  const groups: Piece[][] = [
    ...legend.parts.map(({ name, harms }, index) => [
      { text: `${PLACES[index]} ${name}` },
      ...harms.map(pieceOf),
    ]),
    legend.common.map(pieceOf),
  ];
  const parts: Markup[] = [];
  let [left, y] = [x, top];
  for (const [index, group] of groups.entries()) {
    if (index === groups.length - 1 && left > x) [left, y] = [x, y + LINE]; // What may stand in any place has a line of its own.
    const room = group.reduce((sum, piece) => sum + widthOf(piece), 0);
    if (left > x && left + room > x + width) [left, y] = [x, y + LINE];
    for (const piece of group) {
      if (left > x && left + widthOf(piece) > x + width) [left, y] = [x, y + LINE];
      const start = piece.sign ? SIGN + 5 : 0;
      if (piece.sign) parts.push(signAt(piece.sign, left + SIGN / 2, y - 4));
      const type = piece.sign ? "legend" : "heading";
      parts.push(element("text", { class: type, x: left + start, y }, piece.text));
      left += widthOf(piece);
    }
    left += 10;
  }
  return { parts, bottom: y };
}

function pieceOf(sign: ScoreSign): Piece {
  return { sign, text: sign.words };
}

function widthOf({ text, sign }: Piece): number {
  return textWidth(text, SIZE, !sign) + (sign ? SIGN + 5 : 0) + 9;
}
