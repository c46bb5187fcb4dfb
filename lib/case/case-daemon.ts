import { join } from "node:path";
import type { Mounted } from "../filesystems/filesystem.ts";
import type { Teardown } from "../host/teardown.ts";
import type { Daemon } from "../runtimes/daemon.ts";
import { logsOn } from "../runtimes/daemon-logs.ts";
import { startPrivateDaemon } from "../runtimes/private-daemon.ts";
import { type Case, plannedFor, type Stage } from "./case.ts";

/**
 * The daemon of the suite's own that a case's containers run under: its own where its claim owns it, or owns the file system that the daemon keeps
 * their logs on; the run's where its runtime has no other; undefined for any other case, whose runtime uses the machine's.
 * A case's own is closed after its containers, whichever of them it has started.
 * @param name a file name that is unique in the run
 * @throws MachineError `DAEMON`
 */
export async function caseDaemon(
  one: Case,
  stage: Stage,
  teardown: Teardown,
  { name, mounted }: { name: string; mounted: Mounted },
): Promise<Daemon | undefined> {
  const { daemon: kind, needsDaemon = false } = plannedFor(one);
  const owns = (what: "daemon" | "filesystem") => one.test.owns?.includes(what) === true;
  if (!kind || !(needsDaemon || owns("daemon"))) return undefined;
  if (!owns("daemon") && !owns("filesystem")) {
    return await stage.daemon(one.plan.runtime, kind, one.filesystem);
  }
  const logs = needsDaemon ? logsOn(mounted, kind, `${name}-daemon`) : null;
  return await startPrivateDaemon(kind, join(stage.directory, `${name}-daemon`), logs, (close) =>
    teardown.add("end the case's own daemon", close),
  );
}
