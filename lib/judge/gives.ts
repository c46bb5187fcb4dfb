import type { Asserts } from "../asserts.ts";

/** That what somebody gave back of a stream is what he should, byte for byte. @param name what is asserted */
export function gives(t: Asserts, got: Buffer, wanted: Buffer, name: string): void {
  const isSame = got.equals(wanted);
  t.ok(isSame, name, isSame ? {} : { observed: difference(got, wanted), at: null, stack: "" });
}

/** In words that are about amounts and places: what a container wrote stands in no report. */
export function difference(got: Buffer, wanted: Buffer): string {
  const most = Math.min(got.length, wanted.length);
  let same = 0;
  while (same < most && got[same] === wanted[same]) same++;
  const sizes = `${got.length} bytes of ${wanted.length}`;
  if (same === got.length) return `${sizes}: the rest is missing`;
  if (same === wanted.length) return `${sizes}: more than was to come`;
  const [has, lacks] = [counted(got, wanted), counted(wanted, got)];
  return `${sizes}, the same up to byte ${same}; ${lacks} lines of it are missing, ${has} are foreign or there once more`;
}

/** Lines of one that the other has not, or not as often. */
function counted(one: Buffer, other: Buffer): number {
  const left = new Map<string, number>();
  for (const line of linesOf(other)) left.set(line, (left.get(line) ?? 0) + 1);
  return linesOf(one).filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  }).length;
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString("latin1").match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
