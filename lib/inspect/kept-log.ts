import { basename } from "node:path";
import { type Holder, holdersWhere } from "../host/holders.ts";
import type { PipeHolder } from "../host/pipe-ends.ts";
import { pidsOf, textOf } from "../host/proc.ts";
import { fileState } from "./file-state.ts";
import { filesystemOf } from "./filesystem-of.ts";
import type { KeptLog } from "./inspection.ts";

/**
 * The log that the reader of a pipe keeps, where it can be named without doubt: conmon is told it on its command line, and an engine says it. It is
 * found among the files that are open, since a path may lead over links or be of another mount namespace. Null otherwise: a reader that
 * keeps many logs, or sends them away, does not say which is this container's.
 */
export async function keptLogOf(
  readers: readonly PipeHolder[],
  engineLog: string | null,
): Promise<KeptLog | null> {
  const conmon = readers.find(({ name, pid }) => name === "conmon" && isOutside(pid));
  const path = engineLog ?? (conmon ? logOfConmon(conmon.pid) : null);
  if (path === null) return null;
  const found = holdersWhere((link) => isNamed(link, path)).filter(
    ({ pid }) => engineLog !== null || pid === conmon?.pid,
  );
  // Two that are called alike on different file systems would be a guess.
  const filesystems = new Map(
    found.map((holder) => [JSON.stringify(filesystemOf(holder.pid, holder.fd)), holder]),
  );
  const [holder] = filesystems.values();
  return holder && filesystems.size === 1 ? keptBy(holder, path) : null;
}

async function keptBy({ pid, fd }: Holder, path: string): Promise<KeptLog> {
  const { state, free } = await fileState(`/proc/${pid}/fd/${fd}`);
  return { path, filesystem: filesystemOf(pid, fd), state, free };
}

/** A container, too, can run what is called conmon, and what that says of a log is the container's own word. */
function isOutside(pid: number): boolean {
  return pidsOf(pid).length === 1;
}

/** conmon(8): `-l k8s-file:PATH`, or a path alone; null for what is no file, such as journald. */
function logOfConmon(pid: number): string | null {
  const words = textOf(`/proc/${pid}/cmdline`).split("\0");
  const logs = words.filter((_, index) => /^(-l|--log-path)$/.test(words[index - 1] ?? ""));
  // With two drivers what one of them keeps is not seen.
  return logs.length === 1 ? (/^(?:k8s-file:|json-file:)?(\/.+)$/.exec(logs[0] ?? "")?.[1] ?? null) : null;
}

function isNamed(link: string, path: string): boolean {
  const name = link.replace(/ \(deleted\)$/, "");
  // The container's id is in the directory's name or in the file's, and links lead to the directory above.
  return name === path || (basename(name) === basename(path) && idIn(name) === idIn(path));
}

function idIn(path: string): string {
  return /[0-9a-f]{64}/.exec(path)?.[0] ?? path;
}
