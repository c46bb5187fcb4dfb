import { readFileSync, readlinkSync } from "node:fs";
import { isAlive, type ProcessIdentity, startTime } from "./process.ts";

/**
 * The process that a run's things belong to. Its pid means something only where it was seen: until the next boot, in one PID namespace. Another
 * container, or another machine that shares the directory or the engine, has processes of its own by these numbers.
 */
export interface Owner extends ProcessIdentity {
  readonly boot: string;
  readonly pidNamespace: string;
  readonly user: number;
}

/** On engines' containers, beside the label that is a path in the run's directory. */
export const OWNER_LABEL = "fd012.owner";

export function thisOwner(): Owner {
  return { pid: process.pid, startTime: startTime(process.pid) ?? "", ...here() };
}

/** As it stands in owner.json and in labels; null where it is cut off, or not of that form. */
export function ownerIn(json: string): Owner | null {
  try {
    const { pid, startTime, boot, pidNamespace, user } = JSON.parse(json);
    const isWhole =
      [pid, user].every(Number.isInteger) &&
      [startTime, boot, pidNamespace].every((one) => typeof one === "string");
    return isWhole ? { pid, startTime, boot, pidNamespace, user } : null;
  } catch {
    return null;
  }
}

/** Whether it has ended for sure. Of what cannot be seen from here nothing is said, and it is left alone. */
export function isDead(owner: Owner): boolean {
  const { boot, pidNamespace, user } = here();
  const isSeen = owner.boot === boot && owner.pidNamespace === pidNamespace && owner.user === user;
  return isSeen && !isAlive(owner);
}

function here(): Omit<Owner, keyof ProcessIdentity> {
  return {
    boot: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
    pidNamespace: readlinkSync("/proc/self/ns/pid"),
    user: process.geteuid?.() ?? 0,
  };
}
