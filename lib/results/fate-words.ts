import type { Fate } from "./schema.ts";

/** A fate in words, as the outcome begins with it where it is known: `exit 127`, `signal SIGSEGV`, `hang`. */
export function fateWords(fate: Fate): string {
  switch (fate.kind) {
    case "exit":
      return `exit ${fate.code}`;
    case "signal":
      return `signal ${fate.signal}`;
    default:
      return fate.kind;
  }
}

/** With what the fate's own words leave out: where it hangs, why it did not start, why it is unknown. */
export function fateSentence(fate: Fate): string {
  switch (fate.kind) {
    case "hang":
      return `hang: ${fate.where}`;
    case "start-failed":
      return `start-failed: ${fate.message}`;
    case "unknown":
      return `unknown: ${fate.reason}`;
    default:
      return fateWords(fate);
  }
}
