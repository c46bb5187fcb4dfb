/**
 * As many of the pieces as fit into `room` bytes, each with its newline, and a line that counts the rest.
 * @param total how many pieces there would be, where some were left out before
 */
export function fitting(pieces: readonly string[], room: number, total = pieces.length): string[] {
  const kept: string[] = [];
  let left = room;
  for (const piece of pieces) {
    left -= Buffer.byteLength(piece) + 1;
    if (left < 0) break;
    kept.push(piece);
  }
  const more = total - kept.length;
  return more > 0 ? [...kept, "", `… and ${more} more.`] : kept;
}
