export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "magenta" | "cyan";

/** Text in a style, or as it is where colours are off. */
export type Paint = (style: Style, text: string) => string;

/** Select Graphic Rendition: on and off (ECMA-48 8.3.117). */
const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

/**
 * FORCE_COLOR decides where it is set (force-color.org, `0` and `false` switch off as in node), then NO_COLOR where it is not
 * empty (no-color.org), then whether it is a terminal that can. Not node's styleText: on node 20 it ignores all three.
 */
export function paintFor(isTTY: boolean, environment: NodeJS.ProcessEnv): Paint {
  if (!hasColours(isTTY, environment)) return (_style, text) => text;
  return (style, text) => (text ? `\x1b[${CODES[style][0]}m${text}\x1b[${CODES[style][1]}m` : "");
}

function hasColours(isTTY: boolean, { FORCE_COLOR, NO_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  if (NO_COLOR) return false;
  return isTTY && TERM !== "dumb";
}
