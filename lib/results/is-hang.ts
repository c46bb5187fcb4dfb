import type { Observation } from "./schema.ts";

/** Whether PID 1 did not end, or it did and its runtime went on: either way the caller waits for ever. */
export function isHang({ actual, reported }: Observation["fate"]): boolean {
  return actual.kind === "hang" || reported.kind === "hang";
}
