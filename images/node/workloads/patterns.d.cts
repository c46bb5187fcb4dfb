/** Bytes `from` (inclusive) to `to` (exclusive) of a stream. */
type Pattern = (stream: string, from: number, to: number) => Buffer;
/** Any bytes: all values, so no UTF-8, with NULs and newlines among them. */
export const binary: Pattern;
/** One line without an end, in ASCII. */
export const unbroken: Pattern;
declare const longLines: Pattern;

/** Lines of 40,000 bytes, in ASCII. */
export { longLines as "long-lines" };
