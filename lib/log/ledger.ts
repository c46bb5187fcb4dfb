import type { StreamLedger } from "../results/schema.ts";
import { Account } from "./account.ts";
import { bytesBehind, MOST_BYTES } from "./chunks.ts";
import type { Framings } from "./framings/table.ts";
import { isTogether, stretchesOf } from "./reading.ts";
import type { Segment } from "./segment.ts";
import { type StreamName, streams } from "./stream-name.ts";
import type { Writes } from "./tally.ts";

export type PerStream<T> = Partial<Record<StreamName, T>>;

const noWrites: Writes = { acked: 0, tried: 0, failed: {} };

/** Holds what was acknowledged against what a log holds, both streams in one reading of all of its segments. */
export function ledgersOf(
  segments: readonly Segment[],
  framings: Framings,
  writes: PerStream<Writes>,
  most = MOST_BYTES,
): StreamLedger[] {
  const accounts = { stdout: accountOf("stdout", writes), stderr: accountOf("stderr", writes) };
  for (const { stream, bytes } of stretchesOf(segments, framings, most)) accounts[stream].take(bytes);
  for (const { stream, fd } of segments) if (stream) accounts[stream].pass(bytesBehind(fd, most));
  const apart = isTogether(segments, framings) ? "together" : "apart";
  return streams.map((stream) => ({ ...accounts[stream].close(), streams: apart }));
}

/** Of a stream without a log: what was acknowledged went nowhere, as it was meant to, so none of it is lost. */
export function unlogged({ streams: _, ...ledger }: StreamLedger): StreamLedger {
  return { ...ledger, lost: 0, unlogged: ledger.acked };
}

function accountOf(stream: StreamName, writes: PerStream<Writes>): Account {
  return new Account(stream, writes[stream] ?? noWrites);
}
