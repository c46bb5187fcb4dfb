/** The id of a case without the number of its repetition, which the second and later ones have: see repetition.ts. */
export function withoutRepetition(id: string): string {
  return id.replace(/ #\d+$/, "");
}
