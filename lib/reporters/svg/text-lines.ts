import { wrappedWords } from "../progress/wrapped.ts";
import { element, type Markup } from "./element.ts";

/** A character's part of the font's size, on average, of DejaVu Sans: the widest of the fonts that may be there. */
const CHARACTER = 0.53;
const BOLD = 1.12;

/** Nobody knows which font will be there, so this is an estimate. */
export function textWidth(text: string, size: number, isBold = false): number {
  return text.length * size * CHARACTER * (isBold ? BOLD : 1);
}

export function fittingLines(text: string, size: number, width: number): string[] {
  return wrappedWords(text, Math.floor(width / (size * CHARACTER)));
}

/** @param y of the first line's base */
export function textLines(
  lines: readonly string[],
  { x, y, step, type }: { x: number; y: number; step: number; type: string },
): Markup[] {
  return lines.map((line, index) => element("text", { class: type, x, y: y + index * step }, line));
}
