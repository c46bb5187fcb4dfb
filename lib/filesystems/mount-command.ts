import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { MachineError } from "../errors.ts";
import { endedAfter } from "../host/ended-after.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import type { MountNamespace } from "../host/namespace.ts";

/**
 * Runs a command that makes, changes or undoes a mount, where the suite's own mounts are.
 * @throws MachineError `MOUNT` with what it said
 */
export async function mountCommand({ enter }: MountNamespace, command: readonly string[]): Promise<void> {
  const [program, ...words] = [...enter, ...command];
  const options = { env: helperEnvironment, ...endedAfter("command") };
  await promisify(execFile)(program as string, words, options).catch((error) => {
    throw new MachineError(
      "MOUNT",
      `${command.join(" ")} failed: ${String(error.stderr ?? error.message).trim()}`,
    );
  });
}
