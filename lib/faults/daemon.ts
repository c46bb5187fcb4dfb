import type { Daemon } from "../runtimes/daemon.ts";
import type { Scene } from "./fault.ts";

/** The machine's own daemon is nobody's to kill. */
export function daemonOf({ daemon }: Scene): Pick<Daemon, "kill" | "restart"> {
  if (!daemon) throw new Error("the engine's daemon is not the suite's own");
  return daemon;
}
