import { readFileSync } from "node:fs";

/**
 * Flips that change nothing that could be seen, each with its reason, by the text of their line: numbers of lines move.
 *
 * @typedef {{ file: string, line: string, flip: string, reason: string }} Known
 * @returns {Known[]}
 */
export function knownFlips() {
  return JSON.parse(readFileSync(new URL("./known.json", import.meta.url), "utf8"));
}

export function isListed(known, { path, line, flip }) {
  return known.some((one) => one.file === path && one.line === line && one.flip === flip);
}

/** Those that are listed and could not be made any more: their line has changed, and so perhaps has their reason. */
export function unfound(known, flips) {
  return known.filter((one) => !flips.some((flip) => isListed([one], flip)));
}
