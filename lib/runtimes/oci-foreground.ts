import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { within } from "../host/deadline.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { killGroup } from "../host/process-group.ts";
import { fateSentence } from "../results/fate-words.ts";
import type { Fate } from "../results/schema.ts";
import type { Stdio } from "../strategies/strategy.ts";
import type { OciContainer } from "./oci-container.ts";
import { type ContainerSpec, StartFailed } from "./runtime.ts";
import { passedOn, redirections } from "./unshare-init.ts";

/** A container whose runtime, or supervisor, is a child of ours. */
export interface Attended {
  readonly hostPid: number;
  readonly exited: Promise<Fate>;
  readonly child: ChildProcess;
  /** What it, or the shell that became it, wrote to a stderr of its own. */
  readonly said: () => string;
}

const START_DEADLINE = 10_000;
const CLOSE_DEADLINE = 1_000;

/** `run`: the runtime stays until PID 1 has ended, and its own exit status is what it reports. */
export async function runForeground(
  container: OciContainer,
  spec: ContainerSpec,
  stdio: Stdio,
): Promise<Attended> {
  const [program, ...words] = foregroundCommand(container, stdio.sources);
  const child = spawn(program as string, words, {
    stdio: ["ignore", "ignore", "pipe", "ignore", ...passedOn(stdio.sources)],
    env: { ...helperEnvironment, FD012_LABEL: spec.label },
    detached: true, // A terminal's Ctrl-C is for the suite, which ends its containers in order.
  });
  const exited = fateOf(child);
  const said = wordsOf(child);
  stdio.passed();
  try {
    return { hostPid: await pidFrom(container.pidFile, exited), exited, child, said };
  } catch (error) {
    throw await failure(error as Error, child, () => said() + container.said());
  }
}

/** A shell that puts the strategy's sources on fds 0–2 and becomes the runtime: what whoever starts it by hand does. */
export function foregroundCommand(container: OciContainer, sources: Stdio["sources"]): string[] {
  const { command, bundle, pidFile, id } = container;
  const script = `${redirections(sources)}\nexec "$@"`;
  const run = ["run", "--bundle", bundle, "--pid-file", pidFile, id];
  return ["sh", "-c", script, "fd012-stdio", ...command, ...run];
}

export function fateOf(child: ChildProcess): Promise<Fate> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ kind: "start-failed", message: error.message }));
    child.once("exit", (code, signal) =>
      resolve(signal ? { kind: "signal", signal } : { kind: "exit", code: code as number }),
    );
  });
}

/** Ends what could not be started; its last words may come after its exit status. */
export async function failure(error: Error, child: ChildProcess, said: () => string): Promise<StartFailed> {
  const closed = once(child, "close");
  killGroup(child);
  if (child.stderr?.closed === false) await within(closed, CLOSE_DEADLINE, "its last words").catch(() => {});
  return new StartFailed(error.message, said(), error instanceof Refused);
}

/** What a child writes to its stderr, as far as it has come. */
export function wordsOf(child: ChildProcess): () => string {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-8_192);
  });
  return () => said;
}

async function pidFrom(pidFile: string, exited: Promise<Fate>): Promise<number> {
  const watcher = watch(dirname(pidFile));
  const written = new Promise<number>((resolve, reject) => {
    const look = () => {
      const pid = pidIn(pidFile);
      if (pid !== null) resolve(pid);
      return pid;
    };
    watcher.on("change", (_, name) => name === basename(pidFile) && look());
    look();
    // A short life may be over before anybody looked; the file stays.
    void exited.then((fate) => {
      if (look() === null) reject(endedBefore(fate));
    });
  });
  return within(written, START_DEADLINE, "the start of PID 1").finally(() => watcher.close());
}

/** The runtime gave up by itself. */
export class Refused extends Error {}

function endedBefore(fate: Fate): Error {
  const message = `the runtime ended before PID 1 began: ${fateSentence(fate)}`;
  return fate.kind === "exit" && fate.code !== 0 ? new Refused(message) : new Error(message);
}

function pidIn(path: string): number | null {
  try {
    const text = readFileSync(path, "utf8").trim();
    return /^\d+$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}
