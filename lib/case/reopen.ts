import { both } from "../faults/fault.ts";
import type { Started } from "./phases.ts";

/** Has the runtime open a container's log anew, and takes hold of the file that it then writes. @throws Error where the runtime cannot, or does not */
export async function reopen({ running, log }: Pick<Started, "running" | "log">): Promise<void> {
  if (!running.reopen) throw new Error("this runtime cannot be told to open its log anew");
  await running.reopen();
  for (const file of log.files(both)) log.begunAnew(file);
}
