import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { FSWatcher } from "node:fs";
import { basename, dirname } from "node:path";
import { fateOf, wordsOf } from "../../host/child.ts";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { helperEnvironment } from "../../host/helper-process.ts";
import { textOf } from "../../host/proc.ts";
import type { ProcessIdentity } from "../../host/process.ts";
import { ProcessGroup } from "../../host/process-group.ts";
import { startProcess } from "../../host/start-process.ts";
import { watch } from "../../host/watch.ts";
import { fateSentence } from "../../results/fate-words.ts";
import type { Fate } from "../../results/schema.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { calling, passedOn } from "../calling.ts";
import { endStarted, leaving, outlivedRefusal } from "../failed-start.ts";
import { ownProcess } from "../own-process.ts";
import type { ContainerSpec } from "../runtime.ts";
import { StartFailed } from "../start-errors.ts";
import { startedInTime } from "../started-in-time.ts";
import type { OciContainer } from "./container.ts";

/** A container whose runtime, or supervisor, is a child of ours. */
export interface Attended {
  readonly hostPid: number;
  /** Null where PID 1 had gone before anybody looked. */
  readonly process: ProcessIdentity | null;
  readonly exited: Promise<Fate>;
  readonly child: ChildProcess;
  /** The child's, and so all that the runtime started and did not put elsewhere. */
  readonly group: ProcessGroup;
  /** What it, or the shell that became it, wrote to a stderr of its own. */
  readonly said: () => string;
}

/** `run`: the runtime stays until PID 1 has ended, and its own exit status is what it reports. */
export async function runForeground(
  container: OciContainer,
  spec: ContainerSpec,
  stdio: Stdio,
  signal: AbortSignal,
): Promise<Attended> {
  const child = await startProcess(foregroundCommand(container, stdio.sources), {
    stdio: ["ignore", "ignore", "pipe", "ignore", ...passedOn(stdio)],
    env: { ...helperEnvironment, FD012_LABEL: spec.label },
    detached: true, // A terminal's Ctrl-C is for the suite, which ends its containers in order.
  });
  const group = new ProcessGroup(child, spec.label);
  const exited = fateOf(child);
  const said = wordsOf(child);
  stdio.passed();
  try {
    const hostPid = await pidFrom(container.pidFile, exited, signal);
    const process = await ownProcess(hostPid, { label: spec.label, ancestor: child.pid }, "the pid file");
    return { hostPid, process, exited, child, group, said };
  } catch (error) {
    throw await failure(error as Error, spec.label, { child, group }, () => said() + container.said());
  }
}

/** A shell that puts the strategy's sources on fds 0–2 and becomes the runtime: what whoever starts it by hand does. */
export function foregroundCommand(container: OciContainer, sources: Stdio["sources"]): string[] {
  const { driven, command, bundle, pidFile, id, caller, passing } = container;
  const run = ["run", "--bundle", bundle, "--pid-file", pidFile, ...passing, id];
  return [
    ...driven,
    "sh",
    "-c",
    calling(container.wired(sources), caller),
    "fd012-stdio",
    ...command,
    ...run,
  ];
}

/** Ends what could not be started; its last words may come after its exit status. @param label the container's */
export async function failure(
  error: Error,
  label: string,
  { child, group }: Pick<Attended, "child" | "group">,
  said: () => string,
): Promise<unknown> {
  const closed = once(child, "close");
  const outlived = await outlivedRefusal(error, label);
  group.kill();
  const left = [...outlived, ...(await endStarted(label))];
  if (child.stderr?.closed === false)
    await within(closed, deadline("last words"), "its last words").catch(() => {});
  return leaving(error instanceof StartFailed ? error.saying(said()) : error, left);
}

async function pidFrom(pidFile: string, exited: Promise<Fate>, signal: AbortSignal): Promise<number> {
  let watcher: FSWatcher | undefined;
  const written = new Promise<number>((resolve, reject) => {
    const look = () => {
      const pid = pidIn(pidFile);
      if (pid !== null) resolve(pid);
      return pid;
    };
    watcher = watch(dirname(pidFile), (name) => name === basename(pidFile) && look(), reject);
    look();
    // A short life may be over before anybody looked; the file stays.
    void exited.then((fate) => {
      if (look() === null) reject(endedBefore(fate));
    });
  });
  return startedInTime(written, "the start of PID 1", signal).finally(() => watcher?.close());
}

function endedBefore(fate: Fate): StartFailed {
  const message = `the runtime ended before PID 1 began: ${fateSentence(fate)}`;
  return new StartFailed(message, "", fate.kind === "exit" && fate.code !== 0, { status: fate });
}

function pidIn(path: string): number | null {
  const text = textOf(path).trim();
  return /^\d+$/.test(text) ? Number(text) : null;
}
