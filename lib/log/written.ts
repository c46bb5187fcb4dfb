import content from "../../images/node/workloads/content.cjs";
import patterns from "../../images/node/workloads/patterns.cjs";
import type { StreamName } from "./stream-name.ts";
import type { Writes } from "./tally.ts";

/** The bytes of a stream that write(2) has taken, for whoever compares what he got with them: of a workload all of whose writes were taken whole. */
export function writtenBytes(stream: StreamName, { acked, content: form }: Partial<Writes> = {}): Buffer {
  if (!acked) return Buffer.alloc(0);
  return form ? patterns[form](stream, 0, acked) : content.slice(stream, 0, acked);
}
