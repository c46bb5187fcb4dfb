import { setTimeout as delay } from "node:timers/promises";
import { holdersOfAny } from "../host/holders.ts";
import { nameOf } from "../host/proc.ts";
import type { LogFiles } from "../log/log-files.ts";

const BETWEEN_LOOKS = 50;
const BOTH = ["stdout", "stderr"] as const;

/** Who, besides this process, still has a log's files open after so many milliseconds, in words; none as soon as nobody has. */
export async function untilClosed(log: LogFiles, milliseconds: number): Promise<string[]> {
  const paths = log.files(BOTH).flatMap(({ path, serverPath }) => [path, serverPath]);
  return await untilNobodyHolds(() => {
    const holders = [...holdersOfAny([...new Set(paths)]).values()].flat();
    const others = [...new Set(holders.map(({ pid }) => pid))].filter((pid) => pid !== process.pid);
    return others.map((pid) => `process ${pid} (${nameOf(pid)})`);
  }, milliseconds);
}

/** @param look for who holds something, in words @returns who still does after so many milliseconds; none as soon as nobody does */
export async function untilNobodyHolds<Holder>(
  look: () => readonly Holder[],
  milliseconds: number,
): Promise<Holder[]> {
  const until = performance.now() + milliseconds;
  for (;;) {
    const holders = look();
    if (holders.length === 0 || performance.now() > until) return [...holders];
    await delay(BETWEEN_LOOKS);
  }
}
