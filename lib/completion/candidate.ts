/** A word that may stand where the cursor is. */
export interface Candidate {
  /** The whole word. One that ends in `/`, `=`, `:` or `,` is to be continued: no space follows it. */
  readonly word: string;
  readonly summary: string;
}

/** What a shell is to offer. */
export interface Offer {
  readonly candidates: readonly Candidate[];
  /** Where the shell is to offer files, by its own rules: what stands in the word before the file's name, such as `junit=`; else null. */
  readonly filesAfter: string | null;
}

export const NOTHING: Offer = { candidates: [], filesAfter: null };

/** Files from the word's beginning. */
export const FILES: Offer = { candidates: [], filesAfter: "" };

/** Those that go on from what was typed. */
export function offered(candidates: readonly Candidate[], typed: string): Offer {
  return { candidates: candidates.filter(({ word }) => word.startsWith(typed)), filesAfter: null };
}

/** The same offer where the word has something in front of it that stays. */
export function after(prefix: string, { candidates, filesAfter }: Offer): Offer {
  return {
    candidates: candidates.map((one) => ({ ...one, word: prefix + one.word })),
    filesAfter: filesAfter === null ? null : prefix + filesAfter,
  };
}
