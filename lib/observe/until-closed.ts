import { setTimeout as delay } from "node:timers/promises";
import { holdersOfAny } from "../host/holders.ts";
import { nameOf } from "../host/proc.ts";
import type { LogFiles } from "../log/log-files.ts";

const BETWEEN_LOOKS = 50;
const BOTH = ["stdout", "stderr"] as const;

/** Who, besides this process, still has a log's files open after so many milliseconds, in words; none as soon as nobody has. */
export async function untilClosed(log: LogFiles, milliseconds: number): Promise<string[]> {
  const paths = log.files(BOTH).flatMap(({ path, serverPath }) => [path, serverPath]);
  const until = performance.now() + milliseconds;
  for (;;) {
    const holders = [...holdersOfAny([...new Set(paths)]).values()].flat();
    const others = [...new Set(holders.map(({ pid }) => pid))].filter((pid) => pid !== process.pid);
    if (others.length === 0 || performance.now() > until)
      return others.map((pid) => `process ${pid} (${nameOf(pid)})`);
    await delay(BETWEEN_LOOKS);
  }
}
