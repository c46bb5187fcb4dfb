import { readFileSync } from "node:fs";

/** A process, its parent, and so on to the first of all; empty where it is not there. */
export function withAncestors(pid: number): number[] {
  const chain: number[] = [];
  // A pid may be another's by the time that it is asked for; no chain goes round for that.
  for (let one = pid; one > 0 && !chain.includes(one); one = parentOf(one) ?? 0) chain.push(one);
  return parentOf(pid) === null ? [] : chain;
}

function parentOf(pid: number): number | null {
  try {
    // The name before it, in brackets, may hold anything (proc(5)).
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}
