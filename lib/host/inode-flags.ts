import { once } from "node:events";
import { MachineError } from "../errors.ts";
import { within } from "./deadline.ts";
import { deadline } from "./deadlines.ts";
import { helperEnvironment } from "./helper-process.ts";
import { startProcess } from "./start-process.ts";

/**
 * Makes the file on fd 0 immutable (`+`) or lets it be written again (`-`), as chattr(1) does; chattr itself takes names alone, which may be links by
 * then. FS_IOC_GETFLAGS, FS_IOC_SETFLAGS and FS_IMMUTABLE_FL of ioctl_iflags(2), as 64-bit machines number them.
 */
export const FLAGS_PROGRAM = `
my ($get, $set, $immutable) = (0x80086601, 0x40086602, 0x10);
my $flags = pack 'q', 0;
ioctl STDIN, $get, $flags or die "FS_IOC_GETFLAGS: $!\\n";
my $old = unpack 'l', $flags;
$flags = pack 'q', $ARGV[0] eq '+' ? $old | $immutable : $old & ~$immutable;
ioctl STDIN, $set, $flags or die "FS_IOC_SETFLAGS: $!\\n";
`;

/** @throws MachineError `INODE_FLAGS` where the file system or the kernel refuses it */
export async function setImmutable(fd: number, isImmutable: boolean): Promise<void> {
  const child = await startProcess(["perl", "-e", FLAGS_PROGRAM, isImmutable ? "+" : "-"], {
    stdio: [fd, "ignore", "pipe"],
    env: helperEnvironment,
  });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [status] = await within(once(child, "close"), deadline("command"), "the change of an inode's flags");
  if (status !== 0) throw new MachineError("INODE_FLAGS", `A file's flags cannot be set: ${said.trim()}.`);
}
