import { existsSync, readFileSync, realpathSync } from "node:fs";

/** A line of /proc/self/mountinfo (proc(5)). */
export interface Mount {
  readonly path: string;
  readonly type: string;
  /** Minor number of the device: for FUSE, the number of its connection. */
  readonly minor: string;
}

/** What is mounted at a directory and below it in this mount namespace, the outer before the inner. */
export function mountsIn(directory: string): Mount[] {
  // By /proc/PID/root it is in another mount namespace, of which this one's table says nothing, and realpath would lead back into this one.
  if (directory.startsWith("/proc/") || !existsSync(directory)) return [];
  const top = realpathSync(directory);
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => mountOf(line.split(" ")))
    .filter(({ path }) => path === top || path.startsWith(`${top}/`));
}

function mountOf(fields: readonly string[]): Mount {
  return {
    path: unescaped(fields[4] ?? ""),
    type: fields[fields.indexOf("-") + 1] ?? "",
    minor: fields[2]?.split(":")[1] ?? "",
  };
}

// Space, tab, newline and backslash stand there as octal numbers.
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
}
