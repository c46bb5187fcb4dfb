import type { ChildProcess } from "node:child_process";
import { removeGroups } from "../host/cgroups.ts";
import { fateOf, hasEnded } from "../host/child.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { identify, type ProcessIdentity, signalProcess } from "../host/process.ts";
import { startProcess } from "../host/start-process.ts";
import type { Fate } from "../results/schema.ts";
import type { Stdio } from "../strategies/strategy.ts";
import { passedOn } from "./calling.ts";
import { endStarted, leaving, outlivedRefusal, troubleOf } from "./failed-start.ts";
import { endRest, forcedEnd } from "./forced-end.ts";
import { commandLine } from "./foreground-command.ts";
import { ownProcess } from "./own-process.ts";
import type { ContainerSpec, Running } from "./runtime.ts";
import { StartFailed } from "./start-errors.ts";
import { demandWanted, startedInTime } from "./started-in-time.ts";
import { pidOfWorkload } from "./workload-pid.ts";

/**
 * A runtime whose own process stays in the foreground until PID 1 has ended, and hands the fds 0–2 that it was started with on to
 * PID 1. What it has to say therefore stands in the log, as it does for whoever starts it by hand.
 */
export interface Foreground {
  readonly name: string;
  /** The runtime's command. */
  readonly words: readonly string[];
  /** What its own fds 0–2 are, where it does not hand them on. */
  readonly sources?: Stdio["sources"];
  /** What it writes elsewhere than to fd 2. */
  said?(): string;
  /** Name of the control groups that it leaves on the host, to be removed once it has gone. */
  readonly group?: string;
}

/** Strategies that need nothing of a runtime but that it hands on what it was started with. */
export const inheritable = [
  "direct-file",
  "shim-pipe",
  "redirect",
  "fifo",
  "socket",
  "null",
  "closed",
] as const;

/** What bwrap, nspawn and LXC exit with when it is they who failed. */
const OWN_FAILURE = 1;

/** Starts it and waits for the workload's first sign; see Plan. @throws StartFailed @throws LaunchAborted */
export async function launchForeground(
  foreground: Foreground,
  spec: ContainerSpec,
  stdio: Stdio,
  signal: AbortSignal,
): Promise<Running> {
  demandWanted(signal);
  const { name, group, said = () => "" } = foreground;
  const child = await start(foreground, spec, stdio);
  const exited = fateOf(child).finally(() => group && removeGroups(group));
  stdio.passed();
  try {
    const hostPid = await arrival(name, child, spec, exited, signal);
    const process = await ownProcess(hostPid, { label: spec.label, ancestor: child.pid }, name);
    return {
      ...{ hostPid, process, exited, said, runtime: identify(child.pid ?? 0) },
      ...(group && { leftovers: async () => removeGroups(group) }),
      kill: () => kill(name, child, process, exited).finally(() => endRest(spec.label)),
    };
  } catch (error) {
    const outlived = await outlivedRefusal(error, spec.label);
    child.kill("SIGKILL");
    const trouble = await troubleOf(
      within(exited, deadline("end of a killed runtime"), `the end of ${name}`),
    );
    const left = [
      ...outlived,
      ...trouble,
      ...(await endStarted(spec.label)),
      ...(group ? removeGroups(group) : []),
    ];
    throw leaving(error instanceof StartFailed ? error.saying(said()) : error, left);
  }
}

function start({ words, sources }: Foreground, spec: ContainerSpec, stdio: Stdio): Promise<ChildProcess> {
  return startProcess(commandLine(words, spec, sources ?? stdio.sources), {
    stdio: ["ignore", "ignore", "ignore", "ignore", ...passedOn(stdio)],
    env: { ...helperEnvironment, FD012_LABEL: spec.label },
    detached: true, // A terminal's Ctrl-C is for the suite, which ends its containers in order.
  });
}

async function arrival(
  name: string,
  child: ChildProcess,
  { control, place }: ContainerSpec,
  exited: Promise<Fate>,
  signal: AbortSignal,
): Promise<number> {
  const over = new AbortController();
  const gone = exited.then((fate) => {
    const refused = fate.kind === "exit" && fate.code === OWN_FAILURE;
    throw new StartFailed(
      `${name} ended before PID 1 said that it runs: ${JSON.stringify(fate)}`,
      "",
      refused,
      { status: fate },
    );
  });
  const found = pidOfWorkload(child.pid as number, control, place, over.signal);
  for (const loser of [found, gone]) loser.catch(() => {}); // Whichever comes second is nobody's business any more.
  try {
    return await startedInTime(Promise.race([found, gone]), `PID 1's first sign under ${name}`, signal);
  } finally {
    over.abort();
  }
}

async function kill(
  name: string,
  child: ChildProcess,
  pid1: ProcessIdentity | null,
  exited: Promise<Fate>,
): Promise<void> {
  signalProcess(pid1, "SIGKILL"); // Where it has gone by itself, the runtime has too, or is about to; but it may have outlived the runtime.
  if (hasEnded(child)) return void (await exited);
  await forcedEnd(exited, name, () => child.kill("SIGKILL"));
}
