import type { Suite } from "../lib/suite.ts";
import attach from "./attach.ts";
import bytes from "./bytes.ts";
import disk from "./disk.ts";
import exec from "./exec.ts";
import exitStatus from "./exit-status.ts";
import flags from "./flags.ts";
import inits from "./inits.ts";
import logs from "./logs.ts";
import monitor from "./monitor.ts";
import pid1Abort from "./pid1-abort.ts";
import reader from "./reader.ts";
import rootfs from "./rootfs.ts";
import rotation from "./rotation.ts";
import serverGone from "./server-gone.ts";
import signals from "./signals.ts";
import staleHandle from "./stale-handle.ts";
import staleLog from "./stale-log.ts";
import stdin from "./stdin.ts";
import tty from "./tty.ts";
import wiring from "./wiring.ts";

/** Every family of claims, in the order of a run. */
export const suites: readonly Suite[] = [
  staleLog,
  staleHandle,
  serverGone,
  pid1Abort,
  wiring,
  rootfs,
  exitStatus,
  inits,
  bytes,
  stdin,
  exec,
  reader,
  monitor,
  disk,
  rotation,
  logs,
  attach,
  signals,
  flags,
  tty,
];
