import { isFlapping, type Stretch } from "./stretches.ts";

/** `broken up to 1.8.1, held from 1.21`; `dies of SIGSEGV from 1.21, fixed in 1.23`; `held in all 1.8.1 … 1.21`. */
export function sentenceOf(stretches: readonly Stretch[]): string {
  const seen = stretches.filter(({ first }) => first.cell.ran !== null);
  const gaps = stretches.filter(({ first }) => first.cell.ran === null).map(gapWords);
  return [seenWords(seen), ...gaps].filter(Boolean).join("; ");
}

function seenWords(seen: readonly Stretch[]): string {
  const [first, second] = seen;
  if (!first) return "";
  if (!second) return `${first.first.cell.words} in ${first.cells.length > 1 ? "all " : ""}${span(first)}`;
  const isFirstLeftOut = !first.isBad && second.isBad && !isFlapping(seen);
  const said = isFirstLeftOut ? seen.slice(1) : seen;
  const clauses = said.map((one) => clause(one, seen));
  return `${isFlapping(seen) ? "flaps: " : ""}${clauses.join(", ")}`;
}

function clause(one: Stretch, seen: readonly Stretch[]): string {
  const index = seen.indexOf(one);
  const before = seen.slice(0, index);
  if (index === 0) return `${toldApart(one, seen)} up to ${one.last.at}`;
  const isLast = index === seen.length - 1;
  const isFix = !one.isBad && before.at(-1)?.isBad === true;
  if (isFix && before[0]?.isBad === false && !isFlapping(seen)) return `fixed in ${one.first.at}`;
  const again = one.isBad && !before.at(-1)?.isBad && before.some(({ isBad }) => isBad) ? " again" : "";
  const where = isLast || one.cells.length > 1 ? `from ${one.first.at}` : `in ${one.first.at}`;
  return `${toldApart(one, seen)}${again} ${where}`;
}

/** Its words; with its outcome where its neighbour has the same words. */
function toldApart(one: Stretch, seen: readonly Stretch[]): string {
  const index = seen.indexOf(one);
  const neighbours = [seen[index - 1], seen[index + 1]].flatMap((other) => other ?? []);
  const { words, outcome } = one.first.cell;
  const alike = neighbours.filter(({ first }) => first.cell.words === words);
  if (alike.length === 0) return words;
  if (alike.some(({ first }) => first.cell.outcome !== outcome)) return `${words} (${outcome})`;
  return one.change?.why ? `${words} (${one.change.why})` : words;
}

function gapWords(one: Stretch): string {
  const { words, reason } = one.first.cell;
  return `${words} in ${span(one)}${reason ? `: ${reason}` : ""}`;
}

function span({ first, last }: Stretch): string {
  return first === last ? first.at : `${first.at} … ${last.at}`;
}
