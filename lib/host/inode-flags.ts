import { once } from "node:events";
import { MachineError } from "../errors.ts";
import { within } from "./deadline.ts";
import { deadline } from "./deadlines.ts";
import { helperEnvironment } from "./helper-process.ts";
import setFlags from "./inode-flags.pl";
import { startProcess } from "./start-process.ts";

/** Of the file that a descriptor is open on. @throws MachineError `INODE_FLAGS` where the file system or the kernel refuses it */
export async function setImmutable(fd: number, isImmutable: boolean): Promise<void> {
  const child = await startProcess(["perl", "-e", setFlags, isImmutable ? "+" : "-"], {
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
