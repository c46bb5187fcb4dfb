import { readdirSync } from "node:fs";
import { withAncestors } from "../host/ancestors.ts";
import { holdersOfAny } from "../host/holders.ts";
import { nameOf } from "../host/proc.ts";
import type { Descriptor, Holder, Wiring } from "../results/schema.ts";
import { openDescriptor } from "./descriptor.ts";

/**
 * The same wiring, and who else has what stands on `fds` open, where that is a pipe or a FIFO. All of /proc is walked for it, once.
 * @param reader the suite's own, if it has one here
 */
export function withFarEnds(
  wiring: Wiring,
  pid: number,
  fds: readonly number[],
  reader: number | null,
): Wiring {
  const isAsked = ({ fd, kind }: Descriptor) => fds.includes(fd) && (kind === "pipe" || kind === "fifo");
  const targets = wiring.streams.filter(isAsked).map(({ target }) => target);
  if (targets.length === 0) return wiring;
  const found = holdersOfAny(targets);
  const families = familiesOf(pid, reader);
  const holders = (target: string): Holder[] | null => {
    const others = new Map<string, Holder>();
    for (const { pid: other, fd } of found.get(target) ?? []) {
      const access = openDescriptor(other, fd)?.access;
      if (other === pid || access === undefined) continue; // PID 1 itself, or it was closed meanwhile.
      others.set(`${other} ${access}`, {
        pid: other,
        name: nameOf(other),
        access,
        of: whose(other, families),
      });
    }
    // Who may not look everywhere cannot say that there is nobody.
    return others.size === 0 && !seesAll() ? null : [...others.values()];
  };
  const streams = wiring.streams.map((one) =>
    isAsked(one) ? { ...one, holders: holders(one.target) } : one,
  );
  return { ...wiring, streams };
}

interface Families {
  readonly pid1: number;
  readonly reader: number | null;
  readonly runtime: ReadonlySet<number>;
}

// What PID 1 descends from and the suite does not: what the suite has started for it, or a shim that a daemon has. All orphans are the
// host's PID 1's, of which the suite need not be a descendant (nsenter).
function familiesOf(pid: number, reader: number | null): Families {
  const suite = new Set(withAncestors(process.pid));
  const isRuntimes = (one: number) => one !== pid && one !== 1 && !suite.has(one);
  const runtime = new Set(withAncestors(pid).filter(isRuntimes));
  return { pid1: pid, reader, runtime };
}

function whose(pid: number, { pid1, reader, runtime }: Families): Holder["of"] {
  const chain = withAncestors(pid);
  if (chain.includes(pid1)) return "container";
  if (reader !== null && chain.includes(reader)) return "reader";
  if (chain.some((one) => runtime.has(one))) return "runtime";
  return pid === process.pid ? "suite" : "stranger";
}

function seesAll(): boolean {
  try {
    return readdirSync("/proc/1/fd").length >= 0;
  } catch {
    return false;
  }
}
