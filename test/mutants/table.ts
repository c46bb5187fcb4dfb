import { attach } from "./rows/attach.ts";
import { bytes } from "./rows/bytes.ts";
import { caller } from "./rows/caller.ts";
import { disk } from "./rows/disk.ts";
import { exec } from "./rows/exec.ts";
import { exitStatus } from "./rows/exit-status.ts";
import { flags } from "./rows/flags.ts";
import { inits } from "./rows/inits.ts";
import { logs } from "./rows/logs.ts";
import { monitor } from "./rows/monitor.ts";
import { pid1Abort } from "./rows/pid1-abort.ts";
import { reader } from "./rows/reader.ts";
import { rootfs } from "./rows/rootfs.ts";
import { rotation } from "./rows/rotation.ts";
import type { Row } from "./rows/row.ts";
import { serverGone } from "./rows/server-gone.ts";
import { signals } from "./rows/signals.ts";
import { staleHandle } from "./rows/stale-handle.ts";
import { staleLog } from "./rows/stale-log.ts";
import { stdin } from "./rows/stdin.ts";
import { tty } from "./rows/tty.ts";
import { wiring } from "./rows/wiring.ts";

/** Every mutant with the claims that it is there for; a family of claims, a file. */
export const table: readonly Row[] = [
  ...staleLog,
  ...staleHandle,
  ...serverGone,
  ...pid1Abort,
  ...wiring,
  ...rootfs,
  ...exitStatus,
  ...inits,
  ...bytes,
  ...stdin,
  ...exec,
  ...reader,
  ...monitor,
  ...disk,
  ...rotation,
  ...logs,
  ...attach,
  ...caller,
  ...signals,
  ...flags,
  ...tty,
];

/** Mutants that are there for a check that every case gets, or for what drives a runtime, by the test that runs them. */
export const elsewhere: Readonly<Record<string, string>> = {
  "ends-early": "test/case/after-the-end.ts",
  "hangs-at-start": "test/case/hangs-at-start.ts",
  "holds-stdout": "test/case/after-the-end.ts",
  "stranger-pid": "test/runtimes/own-process.ts",
};
