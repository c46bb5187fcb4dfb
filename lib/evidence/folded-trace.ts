import type { TraceEvent } from "../results/schema.ts";

/** write(2) that fails with EPIPE comes as a pair: the call, and the SIGPIPE that node ignores. */
const LONGEST_ROUND = 2;

/**
 * The trace with what repeats told once and counted: a workload that goes on writing to a dead log fails some thousand times in the
 * same way, and would make up nearly all of a stored run. Each event stands where it first happened.
 */
export function foldedTrace(trace: readonly TraceEvent[]): TraceEvent[] {
  const folded: TraceEvent[] = [];
  for (let at = 0; at < trace.length; ) {
    const [length, rounds] = longestRepetition(trace, at);
    for (const event of trace.slice(at, at + length))
      folded.push(rounds > 1 ? { ...event, times: rounds } : event);
    at += length * rounds;
  }
  return folded;
}

/** How long a round from here on is, and how often it comes; the round that covers most. */
function longestRepetition(trace: readonly TraceEvent[], start: number): [length: number, rounds: number] {
  let best: [number, number] = [1, 1];
  for (let length = 1; length <= LONGEST_ROUND; length++) {
    let rounds = 1;
    while (isSameRound(trace, start, start + rounds * length, length)) rounds++;
    if (rounds > 1 && rounds * length > best[0] * best[1]) best = [length, rounds];
  }
  return best;
}

function isSameRound(trace: readonly TraceEvent[], one: number, other: number, length: number): boolean {
  for (let offset = 0; offset < length; offset++) {
    const [a, b] = [trace[one + offset], trace[other + offset]];
    if (!a || !b || a.thread !== b.thread || a.name !== b.name) return false;
    if (JSON.stringify(a.fields) !== JSON.stringify(b.fields)) return false;
  }
  return true;
}
