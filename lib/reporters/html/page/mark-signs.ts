import { verdictSigns } from "../../verdict-signs.ts";
import type { Mark } from "./selection.ts";

/** A sign for each mark: never the colour alone. */
export const markSigns: Readonly<Record<Mark, string>> = {
  pass: verdictSigns.pass.sign,
  fail: verdictSigns.fail.sign,
  skip: verdictSigns.skip.sign,
  error: verdictSigns.error.sign,
  flaky: "↻",
};
