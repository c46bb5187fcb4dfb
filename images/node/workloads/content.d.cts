/** Length of a line in bytes, its newline included. */
export const LINE: number;
/** `count` lines of a stream from line `first` on. */
export function lines(stream: string, first: number, count: number): Buffer;
/** Bytes `from` (inclusive) to `to` (exclusive) of a stream. */
export function slice(stream: string, from: number, to: number): Buffer;
