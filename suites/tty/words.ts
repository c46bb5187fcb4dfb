import type { Answer, Asserts, Container } from "../../lib/suite.ts";

export const actor = { filesystems: ["local"], program: "actor", workload: "actor" } as const;
export const everyTerminal = ["pty", "pty-relay"];

/** Bytes of 64 whole lines: of what is killed in a write only the last line may be cut. */
export const LINES = 64 * 64;
export const MEBIBYTE = 2 ** 20;
/** Milliseconds for what a runtime does once it hears of it. */
export const MOMENT = 2_000;
export const BRIEF = 300;

export function answerOf(answer: Answer): unknown {
  return "why" in answer ? undefined : answer.value;
}

interface Size {
  readonly rows?: number;
  readonly columns?: number;
  readonly signals?: number;
}

export function sizeOf(answer: Answer): Size {
  return (answerOf(answer) ?? {}) as Size;
}

export function isSize(t: Asserts, answer: Answer, required: Size, says: string): void {
  const seen = sizeOf(answer);
  const words = ({ rows, columns }: Size) => `${rows} rows and ${columns} columns`;
  const isSame = seen.rows === required.rows && seen.columns === required.columns;
  t.ok(isSame, says, { observed: words(seen), required: words(required) });
}

export function notBetween(
  whose: Awaited<ReturnType<NonNullable<Container["terminal"]>["whose"]>> | undefined,
): string {
  if (whose === "caller")
    return "PID 1 has the caller's own terminal: no runtime stands between that could restore it";
  if (whose === "sent") return "the caller has no terminal of his own: the runtime has made one, and sent it";
  return "whose PID 1's terminal is cannot be told";
}

type Ended = Awaited<ReturnType<Container["end"]>>;

export function isExact(t: Asserts, { ledger }: Ended, when: string): void {
  const [stdout] = ledger;
  t.equal(stdout?.acked, MEBIBYTE, `${when}: write(2) took every byte`);
  const nothing = { lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0 };
  t.match(stdout, { stored: MEBIBYTE, ...nothing }, `${when}: the same bytes have come, in order`);
}
