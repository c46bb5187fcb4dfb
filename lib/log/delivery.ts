import type { StreamLedger } from "../results/schema.ts";

type Delivery = Required<Pick<StreamLedger, "delivered" | "undelivered" | "misdelivered">>;

const NEWLINE = 10;

/**
 * Holds what a runtime's own logs command gave back against what its log holds, byte for byte. Where one of the two is the other with a
 * stretch left out the amounts are exact; elsewhere they are those of whole lines.
 */
export function deliveryOf(stored: Buffer, given: Buffer): Delivery {
  const shorter = Math.min(stored.length, given.length);
  const before = shared(shorter, (n) => stored[n] === given[n]);
  const behind = shared(
    shorter - before,
    (n) => stored[stored.length - 1 - n] === given[given.length - 1 - n],
  );
  const delivered = given.length;
  if (before + behind === shorter) {
    const [undelivered, misdelivered] = [stored.length - shorter, given.length - shorter];
    return { delivered, undelivered, misdelivered };
  }
  const from = stored.lastIndexOf(NEWLINE, before - 1) + 1;
  return {
    delivered,
    ...byLines(stored.subarray(before === 0 ? 0 : from), given.subarray(before === 0 ? 0 : from)),
  };
}

/** Each line that was given back is the first of its kind that is stored and not given back yet; one behind a later one is misplaced. */
function byLines(stored: Buffer, given: Buffer): Pick<Delivery, "undelivered" | "misdelivered"> {
  const places = new Map<string, number[]>();
  const lines = linesOf(stored);
  for (const [place, line] of lines.entries()) {
    const same = places.get(line);
    if (same) same.push(place);
    else places.set(line, [place]);
  }
  for (const same of places.values()) same.reverse(); // The first is taken first, from the end.
  let [undelivered, misdelivered, latest] = [stored.length, 0, -1];
  for (const line of linesOf(given)) {
    const place = places.get(line)?.pop();
    if (place !== undefined) undelivered -= line.length;
    if (place === undefined || place < latest) misdelivered += line.length;
    latest = Math.max(latest, place ?? latest);
  }
  return { undelivered, misdelivered };
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString("latin1").match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function shared(most: number, isSame: (n: number) => boolean): number {
  let length = 0;
  while (length < most && isSame(length)) length++;
  return length;
}
