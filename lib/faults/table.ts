import { answerErrno } from "./answer-errno.ts";
import { copyTruncate } from "./copy-truncate.ts";
import { daemonKilled } from "./daemon-killed.ts";
import { daemonRestarted } from "./daemon-restarted.ts";
import { deleteOnServer } from "./delete-on-server.ts";
import { deleteThroughMount } from "./delete-through-mount.ts";
import { fill } from "./fill.ts";
import { fillAWhile } from "./fill-a-while.ts";
import { halfARecord } from "./half-a-record.ts";
import { immutable } from "./immutable.ts";
import { monitorKilled } from "./monitor-killed.ts";
import { quota } from "./quota.ts";
import { readOnly } from "./read-only.ts";
import { readerGone } from "./reader-gone.ts";
import { readerStopped } from "./reader-stopped.ts";
import { removeDirectory } from "./remove-directory.ts";
import { rename } from "./rename.ts";
import { replace } from "./replace.ts";
import { rotated } from "./rotated.ts";
import { stallServer } from "./stall-server.ts";
import { stopServer } from "./stop-server.ts";
import { terminalHungUp } from "./terminal-hung-up.ts";
import { truncate } from "./truncate.ts";

/** All that a claim can inflict; `suite.ts` hands them on. */
export {
  answerErrno,
  copyTruncate,
  daemonKilled,
  daemonRestarted,
  deleteOnServer,
  deleteThroughMount,
  fill,
  fillAWhile,
  halfARecord,
  immutable,
  monitorKilled,
  quota,
  readerGone,
  readerStopped,
  readOnly,
  removeDirectory,
  rename,
  replace,
  rotated,
  stallServer,
  stopServer,
  terminalHungUp,
  truncate,
};
