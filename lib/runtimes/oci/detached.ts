import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { signalName } from "../../evidence/signals.ts";
import { wordsOf } from "../../host/child.ts";
import { helperEnvironment } from "../../host/helper-process.ts";
import { ProcessGroup } from "../../host/process-group.ts";
import { findProgram } from "../../host/programs.ts";
import { startProcess } from "../../host/start-process.ts";
import { fateSentence } from "../../results/fate-words.ts";
import type { Fate } from "../../results/schema.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { calling, passedOn } from "../calling.ts";
import { ownProcess } from "../own-process.ts";
import type { ContainerSpec } from "../runtime.ts";
import { StartFailed } from "../start-errors.ts";
import { startedInTime } from "../started-in-time.ts";
import type { OciContainer } from "./container.ts";
import { type Attended, failure } from "./foreground.ts";
import supervisor from "./supervisor.pl";

/** How the end of PID 1 becomes known: as its parent, or where PID 1 is nobody's child (gVisor) by the runtime's `wait`. */
export type Waiting = "wait" | "ask";

/** Why a container cannot be supervised here; null where it can. */
export function whyUnsupervised(): string | null {
  if (prctl === undefined) return `the number of prctl(2) on ${process.arch} is not known to fd012`;
  return findProgram("perl")
    ? null
    : "there is no perl (perl-base) to wait for a container that nobody else waits for";
}

/** `create` and `start` under a supervisor that is PID 1's parent: the runtime itself is gone while PID 1 runs. */
export async function runDetached(
  container: OciContainer,
  spec: ContainerSpec,
  stdio: Stdio,
  { waiting, signal }: { waiting: Waiting; signal: AbortSignal },
): Promise<Attended> {
  const child = await startProcess(detachedCommand(container, stdio.sources, waiting), {
    stdio: ["ignore", "ignore", "pipe", "pipe", ...passedOn(stdio)],
    env: { ...helperEnvironment, FD012_LABEL: spec.label },
    detached: true, // A terminal's Ctrl-C is for the suite, which ends its containers in order.
  });
  const group = new ProcessGroup(child, spec.label);
  const said = wordsOf(child);
  const { started, exited } = listen(child);
  stdio.passed();
  try {
    const hostPid = await startedInTime(started, "create and start", signal);
    const process = await ownProcess(hostPid, { label: spec.label, ancestor: child.pid }, "the pid file");
    return { hostPid, process, exited, child, group, said };
  } catch (error) {
    throw await failure(error as Error, spec.label, { child, group }, () => said() + container.said());
  }
}

export function detachedCommand(
  container: OciContainer,
  sources: Stdio["sources"],
  waiting: Waiting,
): string[] {
  const { driven, command, bundle, pidFile, id, caller, passing } = container;
  const [stdin] = sources;
  // The runtime makes the terminal itself and sends the other end; its own stdio has no part in it.
  const isTerminal = stdin.kind === "terminal";
  const wiring = calling(container.wired(isTerminal ? [none, none, none] : sources), caller);
  const options = [...(isTerminal ? ["--console-socket", stdin.console] : []), ...passing].join(" ");
  const parameters = [String(prctl), waiting, bundle, pidFile, id, wiring, options, ...command];
  return [...driven, "perl", "-e", supervisor, ...parameters];
}

const none = { kind: "null" } as const;

/** __NR_prctl by architecture (linux: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h). */
const prctl = ({ x64: 157, arm64: 167, riscv64: 167 } as Partial<Record<string, number>>)[process.arch];

function listen(child: ChildProcess): { started: Promise<number>; exited: Promise<Fate> } {
  const lines = createInterface({ input: child.stdio[3] as Readable });
  let tellStart = (_pid: number) => {};
  let refuse = (_error: Error) => {};
  const started = new Promise<number>((resolve, reject) => {
    tellStart = resolve;
    refuse = reject;
  });
  const exited = new Promise<Fate>((resolve) => {
    lines.on("line", (line) => {
      const [word, ...rest] = line.split(" ");
      if (word === "started") tellStart(Number(rest[0]));
      else if (word === "failed") refuse(refusal(rest));
      else if (word === "ended") resolve(fateOfStatus(Number(rest[0])));
      else if (word === "said") resolve(fateOfAnswer(rest.join(" ")));
    });
    const over = (reason: string) => {
      refuse(new Error(reason));
      resolve({ kind: "unknown", reason });
    };
    lines.once("close", () => over("the supervisor ended without a word of PID 1's end"));
  });
  return { started, exited };
}

function refusal([command, status]: string[]): Error {
  const fate = fateOfStatus(Number(status));
  if (command === "prctl") return new Error(`the supervisor could not become a subreaper: ${status}`);
  const message = `the runtime's ${command} failed: ${fateSentence(fate)}`;
  return new StartFailed(message, "", command === "create" && fate.kind === "exit", { status: fate });
}

/** wait(2)'s encoding: the signal in the low 7 bits, else the exit status above 8. */
function fateOfStatus(status: number): Fate {
  const signal = status & 127;
  return signal ? { kind: "signal", signal: signalName(signal) } : { kind: "exit", code: status >> 8 };
}

function fateOfAnswer(json: string): Fate {
  const code = /"exitStatus":\s*(\d+)/.exec(json)?.[1];
  return code
    ? { kind: "exit", code: Number(code) }
    : { kind: "unknown", reason: `the runtime's wait says ${json || "nothing"}` };
}
