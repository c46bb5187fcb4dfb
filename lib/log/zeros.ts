/** How many zeros stand there. */
export function zerosAt(bytes: Buffer, start: number): number {
  let end = start;
  while (bytes[end] === 0) end++;
  return end - start;
}
