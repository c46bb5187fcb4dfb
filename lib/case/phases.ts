import type { Channel } from "../control/channel.ts";
import type { ControlDirectory } from "../control/control-directory.ts";
import type { CaseLog } from "../log/case-log.ts";
import type { Seen } from "../observe/look.ts";
import type { Outlived } from "../observe/outlived.ts";
import type { ContainerSpec, Running } from "../runtimes/runtime.ts";
import type { Stdio } from "../strategies/strategy.ts";

/** Its channel and its log are there, and what its fds 0–2 will be; nothing runs yet. */
export interface Opened {
  /** Empty for the first container of a case. */
  readonly name: string;
  readonly control: ControlDirectory;
  readonly log: CaseLog;
  readonly stdio: Stdio;
  readonly spec: ContainerSpec;
}

/** A container whose workload waits for the fault, or has gone on; or a process that was executed beside one. */
export interface Started extends Pick<Opened, "name" | "control" | "log" | "stdio">, Seen {
  readonly running: Running;
  /** To the program that is looked at. */
  readonly channel: Channel;
  /** Start time of the workload: with the pid, its identity. */
  readonly birth: string | null;
  readonly outlived: Outlived;
}
