import { statSync } from "node:fs";
import type { Descriptor, Wiring } from "../results/schema.ts";
import type { Rule } from "../strategies/rules.ts";

/**
 * A runtime may detach the mount that the log is on (Haconiwa does): then /proc shows a path within that mount, and only the file itself
 * tells that it is the right one. It is given the name that it has outside.
 * @param rules those of the strategy, which name the files
 * @param reach see MountNamespace
 */
export function byOutsideNames(
  wiring: Wiring,
  rules: readonly Rule[],
  reach: (path: string) => string,
): Wiring {
  const named = (stream: Descriptor): Descriptor => {
    const target = rules.find(({ about, required }) => about[0] === stream.fd && required)?.required?.target;
    const isOther = stream.kind === "file" && target !== undefined && target !== stream.target;
    return isOther && identityOf(reach(target)) === stream.identity ? { ...stream, target } : stream;
  };
  return { ...wiring, streams: wiring.streams.map(named) };
}

function identityOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.dev}:${stat.ino}` : null;
}
