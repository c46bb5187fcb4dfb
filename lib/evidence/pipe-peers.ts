import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { helperEnvironment } from "../host/helper-process.ts";

const O_ACCMODE = 0o3;
const O_WRONLY = 0o1;

/**
 * What stands behind a descriptor of a process that waits on a pipe: how full the pipe is and who could read it. Null where it is
 * no pipe. `fd 1: pipe:[4711] holds 65536 of 65536 bytes, read end held by containerd-shim (pid 77)`
 */
export function pipeStory(pid: number, fd: number): string | null {
  const pipe = linkOf(`/proc/${pid}/fd/${fd}`);
  if (!pipe?.startsWith("pipe:")) return null;
  const readers = readersOf(pipe).map((reader) => `${commOf(reader)} (pid ${reader})`);
  const held = readers.length > 0 ? `read end held by ${readers.join(", ")}` : "read end held by nobody";
  return `fd ${fd}: ${pipe}${fillOf(`/proc/${pid}/fd/${fd}`)}, ${held}`;
}

function readersOf(pipe: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => descriptorsOf(pid).some((fd) => isReadEnd(pid, fd, pipe)));
}

function descriptorsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`);
  } catch {
    return []; // It has gone, or is not ours to look at.
  }
}

function isReadEnd(pid: number, fd: string, pipe: string): boolean {
  if (linkOf(`/proc/${pid}/fd/${fd}`) !== pipe) return false;
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, "utf8"))?.[1] ?? "1";
    return (Number.parseInt(flags, 8) & O_ACCMODE) !== O_WRONLY;
  } catch {
    return false;
  }
}

/**
 * FIONREAD and F_GETPIPE_SZ (ioctl_tty(2), fcntl(2)) on a descriptor of its own: nothing is read. node has neither call, perl has both; without
 * perl the fill is not told.
 */
function fillOf(path: string): string {
  const script =
    'sysopen(P, $ARGV[0], 04000) or exit 1; my $n = pack("i", 0); ioctl(P, 0x541B, $n) or exit 1; printf "%d %d", unpack("i", $n), fcntl(P, 1032, 0)';
  try {
    const options = { encoding: "utf8", env: helperEnvironment, timeout: 5_000, stdio: "pipe" } as const;
    const [held, capacity] = execFileSync("perl", ["-e", script, path], options).split(" ");
    return ` holds ${held} of ${capacity} bytes`;
  } catch {
    return "";
  }
}

function commOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return "gone";
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
