import type { Link } from "./schema.ts";

export const CHAIN_ARROW = " → ";

/** Each link in words; one that nothing shows directly says so. */
export function chainWords(chain: readonly Link[]): string[] {
  return chain.map(({ text, backing }) => (backing === "inferred" ? `${text} (inferred)` : text));
}

export function chainLine(chain: readonly Link[]): string {
  return chainWords(chain).join(CHAIN_ARROW);
}
