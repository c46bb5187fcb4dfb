import { fstatSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { holdersWhere } from "../host/holders.ts";
import { nameOf } from "../host/proc.ts";
import type { LogFile } from "./log-files.ts";
import type { Segment } from "./segment.ts";

/** Files of a log that have no name any more. */
export interface Unlinked {
  /** What they take of their file system. */
  readonly bytes: number;
  /** Who holds them open besides this process, which does to count what they hold; in words. */
  readonly holders: readonly string[];
}

/** Of st_blocks, whatever the file system's own are; see stat(2). */
const BLOCK = 512;

export function unlinkedIn(segments: readonly Segment[], files: readonly LogFile[]): Unlinked {
  const gone = segments.map(({ fd }) => fstatSync(fd)).filter(({ nlink }) => nlink === 0);
  const inodes = new Set(gone.map(({ ino }) => ino));
  const names = [...new Set(files.map(({ path }) => `/${basename(path)} (deleted)`))];
  // In another mount namespace the rest of the path is another one. Nobody is asked who may not answer: no stat(2) of others' files.
  const found = holdersWhere((link) => names.some((name) => link.endsWith(name))).filter(
    ({ pid, fd }) => pid !== process.pid && inodes.has(inodeOf(pid, fd)),
  );
  const pids = [...new Set(found.map(({ pid }) => pid))];
  return {
    bytes: gone.reduce((sum, { blocks }) => sum + blocks * BLOCK, 0),
    holders: pids.map((pid) => `process ${pid} (${nameOf(pid)})`),
  };
}

/** As the kernel tells it of an open file; 0, which no file has, where it is gone. */
function inodeOf(pid: number, fd: number): number {
  try {
    return Number(/^ino:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
