import type { GateWord } from "./schema.ts";

/** What `--allow-new`, `--allow-gone` and `--allow-skipped` let pass: `3 new, 1 skipped`; empty for nothing. */
export function allowedWords({ allowed }: Pick<GateWord, "allowed">): string {
  return Object.entries(allowed)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");
}
