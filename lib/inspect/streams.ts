import { readFileSync, readlinkSync } from "node:fs";
import { pipeFill, readersOf } from "../host/pipe-ends.ts";
import { flagsOf, kindByLink } from "../observe/descriptor.ts";
import { fileState } from "./file-state.ts";
import { filesystemOf } from "./filesystem-of.ts";
import type { InspectedStream } from "./inspection.ts";
import { keptLogOf } from "./kept-log.ts";
import { seesEveryDescriptor } from "./sees-everything.ts";

/**
 * fds 0–2 of a process, as they are now.
 * @param engineLog where its engine says that it keeps the log, if it does
 */
export function inspectStreams(pid: number, engineLog: string | null = null): Promise<InspectedStream[]> {
  return Promise.all([0, 1, 2].map((fd) => inspectStream(pid, fd, engineLog)));
}

async function inspectStream(pid: number, fd: number, engineLog: string | null): Promise<InspectedStream> {
  const open = openDescriptor(pid, fd);
  if (typeof open === "string") return { ...NOTHING, fd, kind: open };
  const byLink = kindByLink(open.target);
  const file = byLink ? { kind: byLink, state: null, free: null } : await fileState(`/proc/${pid}/fd/${fd}`);
  const filesystem = file.kind === "file" ? filesystemOf(pid, fd) : null;
  const isPipe = file.kind === "pipe" || file.kind === "fifo";
  if (!isPipe || open.access === "read") return { ...NOTHING, ...open, ...file, filesystem };
  const readers = readersOf(open.target);
  return {
    ...{ ...NOTHING, ...open, ...file },
    // Nobody is seen to read it: that is so only where everybody could be seen.
    readers: readers.length > 0 || seesEveryDescriptor() ? readers : null,
    fill: pipeFill(pid, fd),
    log: await keptLogOf(readers, engineLog),
  };
}

const NOTHING: Omit<InspectedStream, "fd" | "kind"> = {
  ...{ target: "", access: null, append: null, nonblock: null, filesystem: null, state: null, free: null },
  ...{ readers: null, fill: null, log: null },
};

type Open = Pick<InspectedStream, "fd" | "target" | "access" | "append" | "nonblock">;

// A descriptor that may not be looked at is not taken for a closed one.
function openDescriptor(pid: number, fd: number): Open | "closed" | "not known" {
  try {
    const target = readlinkSync(`/proc/${pid}/fd/${fd}`);
    const info = readFileSync(`/proc/${pid}/fdinfo/${fd}`, "utf8");
    const octal = /^flags:\s*(\d+)/m.exec(info)?.[1];
    return octal === undefined ? "not known" : { fd, target, ...flagsOf(octal) };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "closed" : "not known";
  }
}
