import type { ScoreSign, SignWords } from "../score-signs.ts";
import { element, type Markup } from "./element.ts";

/** Width and height of a sign. */
export const SIGN = 12;

// Drawn, not written: a picture has no fonts of its own, and not every font has these signs. Lines around a middle of 0, 0.
const LINES: Readonly<Record<SignWords, string>> = {
  ok: "M-3.5 .3 L-1 2.8 L3.5 -3",
  died: "M0 -4 V4 M-2.6 -1.5 H2.6",
  hang: "M0 0 C1.2 -2.6 4.4 -2.6 4.4 0 C4.4 2.6 1.2 2.6 0 0 C-1.2 -2.6 -4.4 -2.6 -4.4 0 C-4.4 2.6 -1.2 2.6 0 0",
  refused: "M-2.4 2.4 L2.4 -2.4 M3.4 0 A3.4 3.4 0 1 1 -3.4 0 A3.4 3.4 0 1 1 3.4 0",
  lost: "M-3.2 0 H3.2",
  undelivered: "M0 -3.2 L3.2 0 L0 3.2 L-3.2 0 Z",
  altered: "M-3.4 .9 C-2.4 -2 -1.2 -1.6 0 0 S2.4 2 3.4 -.9",
  "false-status": "M-3 -1.4 H3 M-3 1.4 H3 M1.6 -3.4 L-1.6 3.4",
  "not seen": "M0 0 h.01",
  "not run": "M2.6 0 A2.6 2.6 0 1 1 -2.6 0 A2.6 2.6 0 1 1 2.6 0",
  "a claim is broken": "M-5.5 -5.5 H5.5 V5.5 H-5.5 Z",
  "error of the suite itself": "M-5.5 -5.5 H5.5 V5.5 H-5.5 Z",
};

/** All signs, to be used by `signAt`. */
export function signShapes(signs: Iterable<ScoreSign>): Markup {
  return element("defs", {}, ...[...signs].map(shape));
}

/** @param x of its middle */
export function signAt({ words }: ScoreSign, x: number, y: number): Markup {
  return element("use", { href: `#${idOf(words)}`, x, y });
}

// A harm is a filled shape, a square where PID 1 died or hangs; what is no harm is a thin line. A broken claim or an error frames a cell.
function shape({ words, style, isBad }: ScoreSign): Markup {
  const line = element("path", { class: "line", d: LINES[words] });
  if (isFrame(words)) return element("g", { id: idOf(words), class: frameClass(words) }, line);
  const half = SIGN / 2;
  const ground =
    style === "red"
      ? element("rect", { class: "ground", x: -half, y: -half, width: SIGN, height: SIGN, rx: 1.5 })
      : element("circle", { class: "ground", r: half });
  return element(
    "g",
    { id: idOf(words), class: isBad ? `bad ${style}` : style },
    ...(isBad ? [ground] : []),
    line,
  );
}

/** Around the signs of a cell. */
export function frameAt({ words }: ScoreSign, x: number, y: number, width: number, height: number): Markup {
  return element(
    "g",
    { class: frameClass(words) },
    element("rect", { class: "line", x, y, width, height, rx: 3 }),
  );
}

export function isFrame(words: SignWords): boolean {
  return words === "a claim is broken" || words === "error of the suite itself";
}

function frameClass(words: SignWords): string {
  return words === "a claim is broken" ? "frame red" : "frame dashed magenta";
}

function idOf(words: SignWords): string {
  return `sign-${words.replaceAll(" ", "-")}`;
}
