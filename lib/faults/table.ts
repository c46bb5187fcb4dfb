import { answerErrno } from "./answer-errno.ts";
import { copyTruncate } from "./copy-truncate.ts";
import { deleteOnServer } from "./delete-on-server.ts";
import { deleteThroughMount } from "./delete-through-mount.ts";
import { fill } from "./fill.ts";
import { monitorKilled } from "./monitor-killed.ts";
import { readerGone } from "./reader-gone.ts";
import { readerStopped } from "./reader-stopped.ts";
import { rename } from "./rename.ts";
import { replace } from "./replace.ts";
import { stallServer } from "./stall-server.ts";
import { stopServer } from "./stop-server.ts";
import { truncate } from "./truncate.ts";

/** All that a claim can inflict; `suite.ts` hands them on. */
export {
  answerErrno,
  copyTruncate,
  deleteOnServer,
  deleteThroughMount,
  fill,
  monitorKilled,
  readerGone,
  readerStopped,
  rename,
  replace,
  stallServer,
  stopServer,
  truncate,
};
