import type { Observation, StreamLedger } from "../results/schema.ts";

/** Both streams together; each amount is summed without its sign, so that a surplus of one stream hides no lack of the other. */
export interface LedgerSums {
  readonly lost: number;
  readonly torn: number;
  readonly duplicated: number;
  readonly reordered: number;
  readonly foreign: number;
  readonly holes: number;
  /** Bytes that the runtime's logs command keeps back, and such as it gives back otherwise than they are stored. */
  readonly undelivered: number;
  readonly late: number;
}

export function sumsOf(ledger: readonly StreamLedger[]): LedgerSums {
  const sum = (of: (stream: StreamLedger) => number) =>
    ledger.reduce((all, stream) => all + Math.abs(of(stream)), 0);
  return {
    lost: sum(({ lost }) => lost),
    torn: sum(({ torn }) => torn),
    duplicated: sum(({ duplicated }) => duplicated),
    reordered: sum(({ reordered }) => reordered),
    foreign: sum(({ foreign }) => foreign),
    holes: sum(({ holes }) => holes ?? 0),
    undelivered: sum(({ undelivered, misdelivered }) => (undelivered ?? 0) + (misdelivered ?? 0)),
    late: sum(({ late }) => late ?? 0),
  };
}

/**
 * Whether the amount of lost bytes is a race. A reader that closes its pipe at the first trouble leaves in it what came meanwhile, and a writer that
 * is quick enough never meets EPIPE; so it is with every runtime that relays and gives up, and with a writer that hangs: what had been read and
 * not stored by then depends on who came first.
 */
export function isByChance({ fate, ledger }: Observation, isRelayed: boolean): boolean {
  const hangs = fate.actual.kind === "hang" || fate.reported.kind === "hang";
  return ledger.some(({ lost, failed }) => lost > 0 && (isRelayed || hangs || (failed.EPIPE ?? 0) > 0));
}
