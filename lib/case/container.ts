import type { LastWords } from "../control/steps.ts";
import { DeadlineError } from "../errors.ts";
import { remaining, within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { isGoneWithin } from "../host/is-gone-within.ts";
import { processInside } from "../host/pid-inside.ts";
import { signalProcess } from "../host/process.ts";
import { userOf } from "../host/user-of.ts";
import { writtenBytes } from "../log/written.ts";
import { dispositionsOf } from "../observe/dispositions.ts";
import { besides, foreign } from "../observe/own-descriptors.ts";
import { processState } from "../observe/process-state.ts";
import { untilBlocked } from "../observe/until-blocked.ts";
import { untilClosed, untilNobodyHolds } from "../observe/until-closed.ts";
import { untilRead } from "../observe/until-read.ts";
import type { PlannedCase, StreamLedger } from "../results/schema.ts";
import { StartFailed } from "../runtimes/start-errors.ts";
import { judged } from "../strategies/accepted-as.ts";
import type { Container, Ended } from "../suite.ts";
import { answerTo } from "./answer-to.ts";
import { callerOf } from "./container-caller.ts";
import { engineOf } from "./container-engine.ts";
import { terminalOf } from "./container-terminal.ts";
import { execute, executeAny } from "./execute.ts";
import { observeEnd, writesOf } from "./observe-end.ts";
import type { Started } from "./phases.ts";
import { reopen } from "./reopen.ts";
import type { Setting } from "./setting.ts";
import { standsBetween } from "./stands-between.ts";

/** What an actor means that is told nothing else. */
const SUCCESS: PlannedCase["meant"] = [{ kind: "exit", code: 0 }];

/** A container as a claim gets it, from its start to its observed end. */
export class CaseContainer implements Container {
  readonly #setting: Setting;
  readonly started: Started;
  readonly terminal: Container["terminal"];
  readonly engine: Container["engine"];
  readonly between: Container["between"];
  #executed = 0;
  /** The ends that its program means, which an actor is told. */
  #meant: PlannedCase["meant"];

  constructor(setting: Setting, started: Started) {
    this.#setting = setting;
    this.started = started;
    this.terminal = terminalOf(started, setting.recording);
    this.engine = engineOf(setting, started);
    this.between = standsBetween(started.running);
    this.#meant = started.channel.name === "" ? setting.one.plan.meant : SUCCESS;
  }

  get hostPid(): number {
    return this.started.running.hostPid;
  }

  get streams(): Container["streams"] {
    const { wiring } = this.started;
    return wiring && wiring.seenBy !== "workload" ? wiring.streams : null;
  }

  get wiring(): Container["wiring"] {
    const { wiring, stdio } = this.started;
    return wiring && { ...wiring, rules: judged(wiring, stdio.accepts) };
  }

  user: Container["user"] = () => {
    const { hostPid, opaque } = this.started.running;
    return opaque === undefined ? userOf(hostPid) : null;
  };

  state(): ReturnType<Container["state"]> {
    const { opaque, hostPid } = this.started.running;
    return opaque === undefined ? processState(hostPid) : null;
  }

  get dispositions(): Container["dispositions"] {
    return dispositionsOf(this.started.channel.last("ready"));
  }

  status: Container["status"] = async () => (await this.started.running.status?.()) ?? null;

  told: Container["told"] = (name) => this.started.channel.last(name);

  get caller(): Container["caller"] {
    return callerOf(this.started.stdio);
  }

  async foreignDescriptors(): ReturnType<Container["foreignDescriptors"]> {
    const { wiring, control } = this.started;
    if (!wiring) return null;
    const { image, test } = this.#setting.one;
    const own = await this.#setting.stage.ownDescriptors(image, test.workload);
    return foreign(besides(control, wiring.above), own);
  }

  do: Container["do"] = (step) => answerTo(step, this.started, this.#setting);

  async isEnded(after: "monitor" | "terminal" = "monitor"): Promise<boolean> {
    const { process } = this.started.running;
    return process === null || (await isGoneWithin(process, deadline(`end of PID 1 after its ${after}`)));
  }

  async isReported(): Promise<boolean | null> {
    const { process, exited, unreported, opaque } = this.started.running;
    if (process === null || unreported !== undefined || opaque !== undefined) return null;
    if (!(await isGoneWithin(process, remaining(this.#setting.time.until)))) return null;
    try {
      await within(exited, deadline("report of the end"), "the report of the end");
      return true;
    } catch (error) {
      if (error instanceof DeadlineError) return false;
      throw error;
    }
  }

  letGo(): void {
    const { channel } = this.started;
    this.#setting.recording.letGo(channel.name);
    channel.go();
  }

  async signal(name: NodeJS.Signals): Promise<void> {
    const { channel, running, outlived } = this.started;
    await this.#noticed();
    await outlived.look();
    this.#setting.recording.signalled(name);
    if (channel.name !== "") this.#meant = [{ kind: "signal", signal: name }];
    if (running.signal) await running.signal(name);
    else signalProcess(running.process, name); // Where it has gone, its end tells.
  }

  async signalInit(name: NodeJS.Signals): Promise<void> {
    this.#setting.recording.signalledInit(name);
    signalProcess(processInside(this.hostPid, 1), name);
  }

  async signalRuntime(name: NodeJS.Signals): Promise<boolean> {
    this.#setting.recording.signalledRuntime(name);
    return signalProcess(this.started.running.runtime ?? null, name);
  }

  async proceed(when?: "unnoticed"): Promise<Ended> {
    if (when !== "unnoticed") await this.#noticed();
    await this.started.outlived.look();
    this.letGo();
    return await this.ended();
  }

  async proceedUntilBlocked(): Promise<boolean> {
    this.letGo();
    return await this.blocked();
  }

  async blocked(): Promise<boolean> {
    this.#setting.recording.waitedUntilBlocked(this.started.channel.name);
    return await untilBlocked(this.started.running, this.#setting.time.until);
  }

  async arrives(): Promise<boolean> {
    return await this.arrived(deadline("arrival of the output"));
  }

  async isRead(): Promise<boolean> {
    return await untilRead(this.hostPid, deadline("arrival of the output"));
  }

  async end(code = 0, last?: LastWords): Promise<Ended> {
    await this.#noticed();
    await this.started.outlived.look();
    const { channel } = this.started;
    const step = { do: "exit", code, ...(last && { last }) } as const;
    this.#setting.recording.asked(channel.name, channel.asked, step);
    channel.tell(step);
    this.#meant = [{ kind: "exit", code }];
    return await this.ended();
  }

  async ended(): Promise<Ended> {
    const { time } = this.#setting;
    const { name, control } = this.started;
    const observation = await observeEnd(this.#setting, this.started, time.until);
    this.#setting.observed(name, observation, this.started.stdio, this.#meant);
    control.demandTrust();
    return { ...observation, meant: this.#meant };
  }

  async ledger(): Promise<StreamLedger[]> {
    const { log, stdio, channel } = this.started;
    return await log.ledger(writesOf(channel), stdio);
  }

  logHeldBy: Container["logHeldBy"] = () => untilClosed(this.started.log, deadline("end of the output"));

  unlinkedHeldBy: Container["unlinkedHeldBy"] = () =>
    untilNobodyHolds(() => this.started.log.unlinked().holders, deadline("end of the output"));

  /** Resolves once the log holds what was acknowledged so far, or its deadline is over: then the ledger tells what is late. */
  async arrived(milliseconds: number): Promise<boolean> {
    const { log, stdio, channel } = this.started;
    return await this.#setting.time.without(() => log.arrived(writesOf(channel), stdio, milliseconds));
  }

  async reopen(): Promise<void> {
    this.#setting.recording.reopened();
    await reopen(this.started);
  }

  written: Container["written"] = (stream) => writtenBytes(stream, writesOf(this.started.channel)[stream]);

  exec: Container["exec"] = async () => {
    const started = await execute(this.#setting, this.started, ++this.#executed);
    return new CaseContainer(this.#setting, started);
  };

  execute: Container["execute"] = (words) => executeAny(this.#setting, this.started, ++this.#executed, words);

  execWithoutStdio: Container["execWithoutStdio"] = async () => {
    const caller = { closed: [0, 1, 2] };
    const started = await execute(this.#setting, this.started, ++this.#executed, caller).catch((error) => {
      if (error instanceof StartFailed && error.refused) return null;
      throw error;
    });
    return started && new CaseContainer(this.#setting, started);
  };

  async #noticed(): Promise<void> {
    const { log } = this.started;
    if (!log.isUnnoticed) return;
    await this.#setting.time.without(() => log.noticed());
    this.#setting.recording.noticed();
  }
}
