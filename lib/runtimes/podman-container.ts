import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { appearance } from "../host/appearance.ts";
import { within } from "../host/deadline.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { outputOf } from "../host/programs.ts";
import type { Fate } from "../results/schema.ts";
import type { Stdio } from "../strategies/strategy.ts";
import { commandLine } from "./foreground-command.ts";
import { type ContainerSpec, type Running, StartFailed } from "./runtime.ts";
import { passedOn } from "./unshare-init.ts";
import { pidOfWorkload } from "./workload-pid.ts";

const START_DEADLINE = 20_000;
const KILL_DEADLINE = 10_000;
const MOST_SAID = 8_192;
/** What podman run exits with when it is podman that failed (podman-run(1), Exit Status). */
const OWN_FAILURE = 125;

/** What is started, and how it hears of it. */
export interface PodmanRun {
  readonly name: string;
  /** `podman run …`, whole. */
  readonly words: readonly string[];
  /** Where podman writes the host's pid of the container's first process. */
  readonly pidFile: string;
  /** Whether podman's own fds 1 and 2 become PID 1's: then what it says itself stands in the log. */
  readonly isPassedThrough: boolean;
}

/** `podman run --rm` in the foreground, whose exit status is what is reported. @throws StartFailed with podman's own words */
export async function runInForeground(run: PodmanRun, spec: ContainerSpec, stdio: Stdio): Promise<Running> {
  const child = start(run, spec, stdio);
  const exited = fateOf(child);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    // Without passthrough it is an attached client: the container's output comes this way too, and is not its own word.
    if (said.length < MOST_SAID && /^(Error|time=|WARN)/m.test(text))
      said = (said + text).slice(0, MOST_SAID);
  });
  stdio.passed();
  try {
    const first = await arrival(run, exited);
    const hostPid =
      spec.place === "under-init"
        ? await within(
            pidOfWorkload(first, spec.control, AbortSignal.timeout(START_DEADLINE)),
            START_DEADLINE,
            "PID 1's first sign",
          )
        : first;
    return { hostPid, exited, said: () => said, kill: () => remove(run, child, exited) };
  } catch (error) {
    await remove(run, child, exited).catch(() => {}); // The first error tells more.
    throw error instanceof StartFailed ? new StartFailed(error.message, said, error.refused) : error;
  }
}

function start({ words, isPassedThrough }: PodmanRun, spec: ContainerSpec, stdio: Stdio): ChildProcess {
  const environment = { ...helperEnvironment, FD012_LABEL: spec.label, HOME: process.env.HOME };
  const [program, ...rest] = isPassedThrough ? commandLine(words, spec, stdio.sources) : words;
  return spawn(program as string, rest, {
    stdio: isPassedThrough
      ? ["ignore", "ignore", "ignore", "ignore", ...passedOn(stdio.sources)]
      : ["ignore", "ignore", "pipe"],
    env: environment,
    detached: true, // A terminal's Ctrl-C is for the suite, which ends its containers in order.
  });
}

function fateOf(child: ChildProcess): Promise<Fate> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ kind: "start-failed", message: error.message }));
    child.once("close", (code, signal) =>
      resolve(signal ? { kind: "signal", signal } : { kind: "exit", code: code as number }),
    );
  });
}

async function arrival({ pidFile }: PodmanRun, exited: Promise<Fate>): Promise<number> {
  const over = new AbortController();
  const gone = exited.then((fate) => {
    const refused = fate.kind === "exit" && fate.code === OWN_FAILURE;
    throw new StartFailed(`podman ended before PID 1 began: ${JSON.stringify(fate)}`, "", refused);
  });
  gone.catch(() => {}); // After the start nobody asks.
  try {
    const written = appearance(pidFile, (text) => text.length > 0, over.signal);
    await within(Promise.race([written, gone]), START_DEADLINE, "the start of PID 1 under podman");
    return Number(readFileSync(pidFile, "utf8"));
  } finally {
    over.abort();
  }
}

// One call ends and removes it, whatever state it is in; nothing by that name is what is wanted.
async function remove({ name }: PodmanRun, child: ChildProcess, exited: Promise<Fate>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    // --rm has removed it, unless podman itself was killed.
    if (child.exitCode !== null && child.exitCode !== OWN_FAILURE) return;
  }
  await outputOf(["podman", "rm", "--force", "--ignore", "--time", "0", name]);
  await within(exited, KILL_DEADLINE, "the end of podman run").catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
}
