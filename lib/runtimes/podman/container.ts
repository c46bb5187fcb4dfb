import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { MachineError } from "../../errors.ts";
import { appearance } from "../../host/appearance.ts";
import { hasEnded } from "../../host/child.ts";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { lastLine, type PodmanSeat, podmanEnvironment, podmanOf } from "../../host/podman.ts";
import { identify, type ProcessIdentity, signalProcess } from "../../host/process.ts";
import { startProcess } from "../../host/start-process.ts";
import type { Fate } from "../../results/schema.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { passedOn } from "../calling.ts";
import type { EngineSide } from "../engine-side.ts";
import { executing } from "../executing.ts";
import { commandLine } from "../foreground-command.ts";
import { ownProcess } from "../own-process.ts";
import type { ContainerSpec, Executable, Executing, Running } from "../runtime.ts";
import { StartFailed } from "../start-errors.ts";
import { startedInTime } from "../started-in-time.ts";
import { pidOfWorkload } from "../workload-pid.ts";
import { endOrphans } from "./orphans.ts";
import { podmanSide } from "./side.ts";
import { statusOf } from "./status.ts";
import { PodmanTraces } from "./traces.ts";
import type { PodmanFiles } from "./words.ts";

const MOST_SAID = 8_192;

/** Exit statuses of podman run's own: it failed; the program cannot be executed; it is not there (podman-run(1), Exit Status). */
const OWN_FAILURE = 125;
const OWN_FAILURES = [OWN_FAILURE, 126, 127];

/** What is started, and how one hears of it. */
export interface PodmanRun {
  readonly name: string;
  /** Whose podman it is. */
  readonly seat: PodmanSeat;
  /** `podman run …`, whole, for whoever is driven already. */
  readonly words: readonly string[];
  readonly files: PodmanFiles;
  /** Whether podman's own fds 0–2 become PID 1's: then what it says itself stands in the log. */
  readonly isPassedThrough: boolean;
  /** `podman exec NAME`, to which a program's words are added. */
  readonly execute: readonly string[];
  /** See Running. */
  readonly opaque: string | undefined;
  /** `podman`, by which what it keeps of the container is asked for, with its own options. */
  readonly client: readonly string[];
}

/**
 * One `podman run --rm` in the foreground. Its exit status is what is reported: that is what a unit file or a CI job gets to see, and
 * `podman wait` would tell the same number out of the same file of conmon's, if the container were still there to be asked for.
 */
export class PodmanContainer implements Running {
  readonly #run: PodmanRun;
  readonly #spec: ContainerSpec;
  readonly #child: ChildProcess;
  readonly exited: Promise<Fate>;
  readonly opaque?: string;
  readonly signal?: (name: NodeJS.Signals) => Promise<void>;
  #hostPid = 0;
  #process: ProcessIdentity | null = null;
  #traces: PodmanTraces | null = null;
  #said = "";

  /** @throws SpawnError */
  static async start(run: PodmanRun, spec: ContainerSpec, stdio: Stdio): Promise<PodmanContainer> {
    const child = await start(run, spec, stdio);
    stdio.passed();
    return new PodmanContainer(run, child, spec);
  }

  private constructor(run: PodmanRun, child: ChildProcess, spec: ContainerSpec) {
    this.#run = run;
    this.#spec = spec;
    this.#child = child;
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#said = (this.#said + text).slice(0, MOST_SAID);
    });
    this.exited = this.#fate();
    if (run.opaque !== undefined) {
      this.opaque = run.opaque;
      this.signal = async (name) => void (await podmanOf(run.seat, "kill", "--signal", name, run.name));
    }
  }

  get hostPid(): number {
    return this.#hostPid;
  }

  get process(): ProcessIdentity | null {
    return this.#process;
  }

  get runtime(): ProcessIdentity | null {
    return identify(this.#child.pid ?? 0);
  }

  get monitor(): ProcessIdentity | null {
    return identify(this.#conmon ?? 0);
  }

  get engine(): EngineSide {
    return podmanSide(this.#run.client, this.#run.name, this.#spec.label);
  }

  exec({ words }: Executable, stdio: Stdio): Promise<Executing> {
    return executing([...this.#run.execute, ...words], this.#spec, stdio, podmanEnvironment());
  }

  status = (): Promise<Fate | null> => statusOf(this.#run.name);

  said(): string {
    return this.#said;
  }

  /** Resolves once the workload's pid is known. @throws StartFailed @throws LaunchAborted */
  async started({ place, control, label }: ContainerSpec, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const gone = this.exited.then((fate) => {
      const refused = fate.kind === "exit" && OWN_FAILURES.includes(fate.code);
      throw new StartFailed(`podman ended before PID 1 began: ${JSON.stringify(fate)}`, this.#said, refused, {
        status: fate,
      });
    });
    const known = appearance(this.#run.files.pid, (text) => text !== "", over.signal).then(async () => {
      const first = Number(readFileSync(this.#run.files.pid, "utf8"));
      const marks = { label, ancestor: this.#conmon, group: this.#id || undefined };
      const init = await ownProcess(first, marks, "podman's pid file");
      if (place !== "under-init") return { pid: first, process: init };
      const pid = await pidOfWorkload(first, control, place, over.signal);
      return { pid, process: identify(pid) }; // A descendant of what was seen to be the container's.
    });
    for (const loser of [gone, known]) loser.catch(() => {}); // Whichever comes second is nobody's business any more.
    try {
      const start = startedInTime(
        Promise.race([known, gone]),
        "the start of PID 1 under podman",
        signal,
        "start of PID 1 under podman",
      );
      ({ pid: this.#hostPid, process: this.#process } = await start);
      this.#traces = new PodmanTraces(this.#hostPid, this.#run.files);
    } finally {
      over.abort();
    }
  }

  /** Ends PID 1, which ends podman run, which removes the container; what of that does not happen is done by hand. */
  async kill(): Promise<void> {
    if (this.#traces === null && !hasEnded(this.#child)) this.#child.kill("SIGTERM"); // There is no PID 1 yet whose end would end it.
    const isOrphan = signalProcess(this.#process, "SIGKILL") && hasEnded(this.#child);
    if (!hasEnded(this.#child))
      await this.#end(
        this.#traces?.hasConmon === false
          ? deadline("end of podman run without conmon")
          : deadline("end of a killed engine's container"),
      );
    if (this.#hasRemoved && !isOrphan) return;
    if (this.#traces?.hasConmon) await this.#traces.left(); // Where podman is gone, conmon has it removed.
    await endOrphans(this.#id);
    try {
      await this.#remove();
    } catch (error) {
      const left = `its PID 1 was killed, the container ${this.#run.name} is left: say fd012 clean`;
      throw new MachineError("LEFT_BEHIND", `podman rm: ${(error as Error).message}; ${left}`);
    } finally {
      this.#child.kill("SIGKILL"); // Else it keeps this process waiting for its end.
      await this.#end(deadline("end of podman run without conmon"));
    }
  }

  async leftovers(): Promise<string[]> {
    // A start that failed has told of no PID 1.
    return (this.#traces ?? new PodmanTraces(null, this.#run.files)).left();
  }

  // Who writes that file is conmon itself, whose child PID 1 is.
  get #conmon(): number | undefined {
    const { conmonPid } = this.#run.files;
    return existsSync(conmonPid) ? Number(readFileSync(conmonPid, "utf8")) || undefined : undefined;
  }

  get #id(): string {
    const { containerId } = this.#run.files;
    return existsSync(containerId) ? readFileSync(containerId, "utf8") : "";
  }

  async #end(milliseconds: number): Promise<void> {
    await within(this.exited, milliseconds, "the end of podman run").catch(() => {});
  }

  // A container whose end is just being noted is in no state to be removed: then the second try does it.
  async #remove(): Promise<void> {
    const remove = () => podmanOf(this.#run.seat, "rm", "--force", "--ignore", this.#run.name);
    await remove().catch(remove);
    await endOrphans(this.#id); // The first time, conmon may have been about to start one.
  }

  // --rm has done it, unless it never came to that: podman failed, was killed, or still waits for a conmon that is stuck. Where conmon has gone it
  // says so, and ends with 127, as a PID 1 may.
  get #hasRemoved(): boolean {
    const { exitCode } = this.#child;
    if (this.#spec.stays) return false;
    if (this.#traces === null || exitCode === null || exitCode === OWN_FAILURE) return false;
    return !OWN_FAILURES.includes(exitCode) || this.#said === "";
  }

  #fate(): Promise<Fate> {
    return new Promise((resolve) => {
      this.#child.once("close", (code, signal) => {
        if (signal) resolve({ kind: "signal", signal });
        else if (code === OWN_FAILURE && this.#process !== null && this.#said !== "")
          resolve({
            kind: "unknown",
            reason: `podman did not tell the end of PID 1: ${lastLine(this.#said)}`,
          });
        else resolve({ kind: "exit", code: code as number });
      });
    });
  }
}

function start(
  { seat, words, isPassedThrough }: PodmanRun,
  spec: ContainerSpec,
  stdio: Stdio,
): Promise<ChildProcess> {
  return startProcess(
    isPassedThrough ? commandLine(words, spec, stdio.sources) : [...seat.driven, ...words],
    {
      stdio: isPassedThrough
        ? ["ignore", "ignore", "ignore", "ignore", ...passedOn(stdio)]
        : ["ignore", "ignore", "pipe"],
      env: { ...podmanEnvironment(), FD012_LABEL: spec.label },
      detached: true, // A terminal's Ctrl-C is for the suite, which ends its containers in order.
    },
  );
}
