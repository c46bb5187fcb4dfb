import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { helperEnvironment } from "../host/helper-process.ts";
import { type Holder, holdersOf } from "../host/holders.ts";

/** A descriptor that is a pipe: how full it is, and who could read it and does not; null where it is none. */
export function pipeWords(pid: number, fd: number): string | null {
  const target = readlinkSync(`/proc/${pid}/fd/${fd}`);
  if (!target.startsWith("pipe:")) return null;
  const readers = [...new Set(holdersOf(target).filter(canRead).map(named))];
  const whose =
    readers.length > 0 ? `${readers.join(", ")} could read it and does not` : "nobody could read it";
  return [`fd ${fd} is ${target}`, fill(pid, fd), whose].filter((words) => words !== null).join(", ");
}

function canRead({ pid, fd }: Holder): boolean {
  const flags = /^flags:\s*(\d+)/m.exec(contents(`/proc/${pid}/fdinfo/${fd}`))?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & O_ACCMODE) !== O_WRONLY;
}

const O_ACCMODE = 0o3;
const O_WRONLY = 0o1;

function named({ pid }: Holder): string {
  return `${contents(`/proc/${pid}/comm`).trim()} (${pid})`;
}

/** node has no ioctl(2). The pipe is opened for writing and nothing is written, so that nothing in it is moved. */
function fill(pid: number, fd: number): string | null {
  const options = { env: helperEnvironment, timeout: 2_000, encoding: "utf8", stdio: "pipe" } as const;
  try {
    const said = execFileSync("perl", ["-e", ASK, `/proc/${pid}/fd/${fd}`], options);
    const [bytes, capacity] = said.split(" ");
    return `holds ${bytes} of ${capacity} bytes`;
  } catch {
    return null; // There is no perl, or the pipe is gone.
  }
}

// O_WRONLY | O_NONBLOCK; FIONREAD; F_GETPIPE_SZ.
const ASK = `
sysopen my $pipe, $ARGV[0], 1 | 2048 or exit 1;
my $bytes = pack "i", 0;
ioctl $pipe, 0x541B, $bytes or exit 1;
printf "%d %d", unpack("i", $bytes), fcntl($pipe, 1032, 0);`;

function contents(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
