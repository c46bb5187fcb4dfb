import { MachineError } from "../errors.ts";

/** They look at this machine's processes. Every other command reads files alone. */
const ON_LINUX_ALONE = new Set(["run", "inspect", "doctor", "clean"]);

/** @throws MachineError `PLATFORM` where a command cannot work on this operating system */
export function refuseElsewhere(command: string): void {
  if (process.platform === "linux" || !ON_LINUX_ALONE.has(command)) return;
  throw new MachineError(
    "PLATFORM",
    `${command} needs Linux, and this is ${process.platform}; compare, history, merge, report, list, explain and expect work here.`,
  );
}
