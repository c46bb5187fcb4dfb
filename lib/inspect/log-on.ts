import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { textOf } from "../host/proc.ts";
import { nearestName } from "../nearest-name.ts";
import { filesystemIn } from "./filesystem-of.ts";
import type { InspectedStream } from "./inspection.ts";
import { isUnread, logOf } from "./risks/descriptors.ts";

/** Where a container's log lies, seen from the file system that was asked for. */
export type Where = "on it" | "not known" | "elsewhere";

/**
 * The file system's source (proc(5): mountinfo) that a word names: `server:/export`, `/dev/sdb1`, or a path below its mount. Nothing is asked of the
 * file system itself, which may not answer.
 * @param pids whose mounts count besides this process's
 * @throws UsageError `NO_MOUNT`, so that a slip of the fingers does not find every container safe
 */
export function sourceNamed(word: string, pids: readonly number[]): string {
  const wanted = trimmed(word);
  const own = mountsIn("/proc/self/mountinfo");
  const sources = new Set(
    [...own, ...pids.flatMap((pid) => mountsIn(`/proc/${pid}/mountinfo`))].map(({ source }) => source),
  );
  if ([...sources].some((source) => overlaps(source, wanted))) return wanted;
  const path = resolve(word);
  const mount = own
    .filter(
      ({ at }) =>
        word.startsWith("/") && (path === at || path.startsWith(at === "/" ? "/" : `${at}/`)) && at !== "/",
    )
    .sort((a, b) => a.at.length - b.at.length)
    .at(-1);
  if (mount) return mount.source;
  const nearest = nearestName(wanted, [...sources]);
  throw new UsageError(
    "NO_MOUNT",
    `Nothing is mounted from "${word}", here or in a container${nearest ? `; did you mean "${nearest}"?` : "."} findmnt lists the sources.`,
  );
}

/** By fds 0 to 2 together: on it where one of them is. */
export function whereLogsAre(streams: readonly InspectedStream[], source: string, pid: number): Where {
  const places = streams.map((one) => whereOf(one, source, pid));
  if (places.includes("on it")) return "on it";
  return places.includes("not known") ? "not known" : "elsewhere";
}

function whereOf(one: InspectedStream, source: string, pid: number): Where {
  if (one.kind === "null" || one.kind === "closed") return "elsewhere";
  if (one.fd === 0 && one.kind !== "file" && one.kind !== "not known") return "elsewhere"; // It keeps nothing.
  if (isUnread(one, pid)) return "elsewhere";
  const filesystem = logOf(one)?.filesystem;
  if (!filesystem) return "not known";
  return overlaps(filesystem.source, source) ? "on it" : "elsewhere";
}

/** One is the other, or a directory of it, as `server:/export/logs` is of `server:/export`. */
function overlaps(one: string, other: string): boolean {
  const [a, b] = [trimmed(one), trimmed(other)];
  return a === b || a.startsWith(`${b}/`) || (b.startsWith(`${a}/`) && a.length > 1);
}

const trimmed = (source: string) => (source.length > 1 ? source.replace(/\/+$/, "") : source);

function mountsIn(table: string): { at: string; source: string }[] {
  return textOf(table)
    .split("\n")
    .flatMap((line) => {
      const filesystem = filesystemIn(line);
      return filesystem ? [{ at: line.split(" ")[4] ?? "", source: filesystem.source }] : [];
    });
}
