import { mountsOf } from "../host/mounts.ts";
import { isLeftToInit, startTime } from "../host/process.ts";

/** What a container that has ended left on the host: its process, or mounts of its control directory. */
export function leftovers(pid: number, birth: string | null, control: string): string[] {
  const isThere = birth !== null && startTime(pid) === birth && !isLeftToInit({ pid, startTime: birth });
  return [...(isThere ? [`process ${pid}`] : []), ...mountsOf(control).map(({ path }) => `mount ${path}`)];
}
