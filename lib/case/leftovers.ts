import { readFileSync } from "node:fs";
import { startTime } from "../host/process.ts";

/** What a container that has ended left on the host: its process, or mounts of its control directory. */
export function leftovers(pid: number, birth: string | null, control: string): string[] {
  const found: string[] = [];
  if (birth !== null && startTime(pid) === birth) found.push(`process ${pid}`);
  for (const line of readFileSync("/proc/self/mountinfo", "utf8").split("\n")) {
    if (line.includes(control)) found.push(`mount ${line.split(" ")[4]}`);
  }
  return found;
}
