import { join } from "node:path";
import type { Teardown } from "../host/teardown.ts";
import type { Daemon } from "../runtimes/daemon.ts";
import { startPrivateDaemon } from "../runtimes/private-daemon.ts";
import { type Case, plannedFor, type Stage } from "./case.ts";

/**
 * The daemon of a claim that owns one; undefined for any other. It is closed after the case's containers, whichever of them it has started.
 * @param name a file name that is unique in the run
 * @throws MachineError `DAEMON`
 */
export async function ownDaemon(
  one: Case,
  { directory }: Stage,
  teardown: Teardown,
  name: string,
): Promise<Daemon | undefined> {
  const { daemon } = plannedFor(one);
  if (!daemon || !one.test.owns?.includes("daemon")) return undefined;
  return await startPrivateDaemon(daemon, join(directory, `${name}-daemon`), (close) =>
    teardown.add("end the case's own daemon", close),
  );
}
