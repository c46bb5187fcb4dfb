import { readlinkSync } from "node:fs";
import { pipeFill, readersOf } from "../host/pipe-ends.ts";

/** A descriptor that is a pipe: how full it is, and who could read it and does not; null where it is none. */
export function pipeWords(pid: number, fd: number): string | null {
  const target = readlinkSync(`/proc/${pid}/fd/${fd}`);
  if (!target.startsWith("pipe:")) return null;
  const readers = readersOf(target).map(({ name, pid: reader }) => `${name} (${reader})`);
  const whose =
    readers.length > 0 ? `${readers.join(", ")} could read it and does not` : "nobody could read it";
  const fill = pipeFill(pid, fd);
  const held = fill ? [`holds ${fill.bytes} of ${fill.capacity} bytes`] : [];
  return [`fd ${fd} is ${target}`, ...held, whose].join(", ");
}
