import { join } from "node:path";
import { ControlDirectory } from "../control/control-directory.ts";
import { withFarEnds } from "../evidence/far-ends.ts";
import { wiringInside } from "../evidence/own-view.ts";
import { placementInside, placementOf } from "../evidence/placement.ts";
import { observeWiring } from "../evidence/wiring.ts";
import type { Fault } from "../faults/fault.ts";
import { Inflictions } from "../faults/inflictions.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { signalProcess } from "../host/process.ts";
import type { Teardown } from "../host/teardown.ts";
import { programs } from "../images/programs.ts";
import { CaseLog } from "../log/case-log.ts";
import type { Observation, Placement, Wiring } from "../results/schema.ts";
import { type ContainerSpec, type Running, StartFailed } from "../runtimes/runtime.ts";
import { judged } from "../strategies/accepted-as.ts";
import type { Stdio } from "../strategies/strategy.ts";
import type { Ended, Pid1 } from "../suite.ts";
import { asCaller, type CallerStdio } from "./caller.ts";
import { type Case, plannedFor, type Stage } from "./case.ts";
import { collectEvidence } from "./collect-evidence.ts";
import { byOutsideNames } from "./detached-mount.ts";
import { insideOf } from "./inside.ts";
import { leftAtStart } from "./left-at-start.ts";
import { observeEnd, type Started, writesOf } from "./observe-end.ts";
import { Outlived } from "./outlived.ts";
import { besides, foreign } from "./own-descriptors.ts";
import { Recording } from "./repro.ts";
import { untilBlocked } from "./until-blocked.ts";
import { untilWaiting } from "./until-waiting.ts";

/** A step of the teardown, by its name: what fails there is the runtime's, where it hangs. */
export const END_CONTAINER = "end the container";

type Seen = { wiring: Wiring | null; placement: Placement | null };

/**
 * One case from its directories to its observation: prepare → start → ready → fault → proceed → ended → collect. Whatever it
 * makes is registered for removal first; the caller runs the teardown.
 */
export class CaseLife {
  readonly #case: Case;
  readonly #stage: Stage;
  readonly #teardown: Teardown;
  readonly #name: string;
  #deadline: number;
  #started: Started | null = null;
  #observation: Observation | null = null;
  #opened: CallerStdio | null = null;
  /** How the runtime refused to start a container, where the claim allows that. */
  refusal: { readonly said: string; readonly left: readonly string[] } | null = null;
  #control: ControlDirectory | null = null;
  #specification: ContainerSpec | null = null;
  readonly recording = new Recording();
  readonly #inflictions = new Inflictions();
  log!: CaseLog;

  /** @param name a file name that is unique in the run */
  constructor(one: Case, stage: Stage, teardown: Teardown, name: string) {
    this.#case = one;
    this.#stage = stage;
    this.#teardown = teardown;
    this.#name = name;
    this.#deadline = performance.now() + stage.timeout;
  }

  /** Null until `ended`. */
  get observation(): Observation | null {
    return this.#observation;
  }

  /** @returns undoes it, where that can be done */
  async inflict(fault: Fault): Promise<() => Promise<void>> {
    this.recording.inflicted(fault);
    const opened: Stdio | null = this.#opened;
    const scene = { log: this.log, mounted: this.log.mounted, reader: opened?.reader };
    const undo = await this.#inflictions.inflict(fault, scene);
    return async () => {
      this.recording.undone(fault);
      await undo();
    };
  }

  get stdio(): Stdio | null {
    return this.#started?.stdio ?? null;
  }

  /** How to do by hand what was done so far; null before the start. */
  get repro(): string | null {
    return this.#specification && this.recording.script(this.#case, this.#specification);
  }

  async prepare(): Promise<void> {
    const { filesystem, test } = this.#case;
    const isAlone = test.owns?.includes("filesystem") === true;
    const mounted = await this.#stage.volume(filesystem, isAlone ? this.#name : null);
    this.log = new CaseLog(mounted, this.#stage.namespace, this.#name, this.#stage.directory);
    this.#teardown.add("remove the log", () => this.log.remove());
    this.log.create();
    this.#teardown.add("undo the faults", () => this.#inflictions.undoAll());
  }

  /** @throws StartFailed where the workload did not come so far that a fault could be made */
  async start(): Promise<Pid1> {
    try {
      const pid1 = await this.#start();
      this.#demandOwnParts();
      return pid1;
    } catch (error) {
      this.#demandOwnParts();
      this.#control?.demandTrust(); // The runtime is not to be blamed for what PID 1 wrote in place of a handshake.
      throw error instanceof StartFailed ? await this.#inItsWords(error) : error;
    }
  }

  /**
   * What has failed meanwhile of the suite's own; null where nothing has. Without a reader PID 1 meets a broken pipe, or never starts, and
   * without its server a file system answers otherwise: the runtime would be blamed for it.
   */
  ownFault(): string | null {
    const opened: Stdio | null = this.#opened;
    return opened?.reader?.failure() ?? this.log?.failure() ?? null;
  }

  #demandOwnParts(): void {
    const failure = this.ownFault();
    if (failure !== null) throw new Error(failure);
  }

  // A runtime whose fd 2 is the container's has said why it gave up in the log.
  async #inItsWords(error: StartFailed): Promise<StartFailed> {
    const stdio = this.#opened;
    if (!stdio || error.said.trim() !== "") return error;
    await within(stdio.drained(), deadline("last words"), "the end of the shim").catch(() => {});
    return error.saying(await this.log.text("stderr", stdio));
  }

  async #start(): Promise<Pid1> {
    const control = new ControlDirectory(join(this.#stage.directory, this.#name));
    this.#teardown.add("close the control directory", () => control.close());
    this.#control = control;
    const plan = plannedFor(this.#case);
    const opened = await plan.open(this.log.paths, this.#stage);
    this.#teardown.add("close the far end of fds 1 and 2", () => (this.#opened ?? opened).close());
    const stdio = await asCaller(opened, this.#case.test.caller ?? {}, this.#stage.pipes);
    this.#opened = stdio;
    this.#specification = this.#spec(control.path);
    const running = await plan.launch(this.#specification, stdio);
    this.#deadline = performance.now() + this.#stage.timeout; // An engine may have had to load the image first.
    this.#teardown.add(END_CONTAINER, () => running.kill());
    this.#endWhenInterrupted(running);
    this.log.adopt(stdio);
    const awaited = untilWaiting(running, control, this.#deadline, this.#stage.timeout, async (reported) => {
      const told = { reported, hasEnded: true };
      return (await collectEvidence(this.#case, this.#stage, running, told, "")).actual;
    });
    await awaited.catch(async (error) => {
      throw error instanceof StartFailed ? error.leaving(await leftAtStart(running)) : error;
    });
    await this.#beyondDeadline(() =>
      this.log.arrived(writesOf(control), stdio, deadline("arrival of the output")),
    );
    const outlived = new Outlived(running);
    const { hostPid } = running;
    const seen = running.opaque ? this.#inside(control) : this.#look(hostPid, stdio);
    const started = {
      ...{ running, stdio, control, ...seen, birth: running.process?.startTime ?? null, outlived },
      undoFaults: () => this.#inflictions.undoAll(),
    };
    this.#started = started;
    return this.#pid1(started);
  }

  // The wait for its end then ends too, and with it the case.
  #endWhenInterrupted(running: Running): void {
    const { interrupted } = this.#stage;
    const end = () => void running.kill().catch(() => {}); // The teardown tries again, and tells.
    interrupted.addEventListener("abort", end);
    this.#teardown.add("forget the interruption", () => interrupted.removeEventListener("abort", end));
  }

  #spec(control: string): ContainerSpec {
    const { test, image, strategy } = this.#case;
    return {
      label: `${this.#stage.directory}/${this.#name}`,
      ...insideOf(image, strategy.inside?.(this.log.paths)),
      args: programs[image.program].words(test.workload, test.args ?? []),
      place: this.#case.plan.place,
      control,
      namespace: this.#stage.namespace,
      follow: (pid) => this.#stage.trace?.follow(pid),
    };
  }

  #look(pid: number, { accepts: [own, ...others], reader }: Stdio): Seen {
    const placement = placementOf(pid);
    try {
      const wiring = byOutsideNames(observeWiring(pid), own.rules, this.#stage.namespace.reach);
      const asked = [own, ...others].flatMap(({ rules }) => rules.flatMap(({ asksHolders }) => asksHolders));
      return { placement, wiring: withFarEnds(wiring, pid, asked, reader?.pid ?? null) };
    } catch {
      return { placement, wiring: null };
    }
  }

  // By the word of the workload, which is PID 1 unless npm is.
  #inside(control: ControlDirectory): Seen {
    if (this.#case.image.program === "npm") return { placement: null, wiring: null };
    const ready = control.last("ready");
    return { placement: placementInside(ready?.pid), wiring: wiringInside(ready) };
  }

  #pid1(started: Started): Pid1 {
    const { running, control, stdio, wiring, outlived } = started;
    return {
      hostPid: running.hostPid,
      streams: wiring && wiring.seenBy !== "workload" ? wiring.streams : null,
      wiring: wiring && { ...wiring, rules: judged(wiring, stdio.accepts) },
      told: (name) => control.last(name),
      callerNonblocking: () => this.#opened?.nonblocking() ?? [],
      foreignDescriptors: async () => {
        if (!wiring) return null;
        const { image, test } = this.#case;
        return foreign(
          besides(control, wiring.above),
          await this.#stage.ownDescriptors(image, test.workload),
        );
      },
      signal: async (name) => {
        await this.#notice();
        await outlived.look();
        this.recording.signalled(name);
        if (running.signal) await running.signal(name);
        else signalProcess(running.process, name); // Where it has gone, its end tells.
      },
      proceed: async (when) => {
        if (when !== "unnoticed") await this.#notice();
        await outlived.look();
        this.recording.letGo();
        control.go();
        return await this.#ended(started);
      },
      proceedUntilBlocked: async () => {
        this.recording.letGo();
        this.recording.waitedUntilBlocked();
        control.go();
        return await untilBlocked(running, this.#deadline);
      },
      ended: () => this.#ended(started),
    };
  }

  async #notice(): Promise<void> {
    if (!this.log.isUnnoticed) return;
    await this.#beyondDeadline(() => this.log.noticed());
    this.recording.noticed();
  }

  // The time that it takes is the log's or the mount's, not PID 1's: a short deadline would find a hang that is none.
  async #beyondDeadline(wait: () => Promise<void>): Promise<void> {
    const began = performance.now();
    await wait();
    this.#deadline += performance.now() - began;
  }

  async #ended(started: Started): Promise<Ended> {
    this.#observation = await observeEnd(this.#case, this.#stage, started, this.log, this.#deadline);
    started.control.demandTrust();
    return { ...this.#observation, meant: this.#case.plan.meant };
  }
}
