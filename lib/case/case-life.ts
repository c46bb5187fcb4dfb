import { join } from "node:path";
import type { Fault } from "../faults/fault.ts";
import { Inflictions } from "../faults/inflictions.ts";
import { within } from "../host/deadline.ts";
import { deadline, scaled } from "../host/deadlines.ts";
import type { Teardown } from "../host/teardown.ts";
import type { CaseLog } from "../log/case-log.ts";
import type { Observation, PlannedCase } from "../results/schema.ts";
import { StartFailed } from "../runtimes/start-errors.ts";
import type { Stdio } from "../strategies/strategy.ts";
import type { Container } from "../suite.ts";
import type { Case, Stage } from "./case.ts";
import { caseDaemon } from "./case-daemon.ts";
import { CaseTime } from "./case-time.ts";
import { CaseContainer } from "./container.ts";
import { instantly } from "./instantly.ts";
import { caseRoot } from "./odd-root.ts";
import { openLog } from "./open-log.ts";
import type { Opened } from "./phases.ts";
import { Recording } from "./repro.ts";
import type { Setting } from "./setting.ts";
import { openContainer, startContainer } from "./start.ts";

/** What a claim does once the wiring of a container is made, and before the runtime is started. */
type Before = () => Promise<unknown>;

/** An end that was observed. */
export interface Observed {
  /** Empty for the first container of the case. */
  readonly name: string;
  readonly observation: Observation;
  readonly stdio: Stdio;
  readonly meant: PlannedCase["meant"];
}

/**
 * One case from its directories to its observations: prepare → start → act and inflict → end. Whatever it makes is registered for removal
 * first; the caller runs the teardown.
 */
export class CaseLife {
  readonly #one: Case;
  readonly #stage: Stage;
  readonly #teardown: Teardown;
  readonly #name: string;
  readonly #recording = new Recording();
  readonly #opened: Opened[] = [];
  readonly #containers: CaseContainer[] = [];
  readonly observed: Observed[] = [];
  /** How the runtime refused to start a container, where the claim allows that. */
  refusal: { readonly said: string; readonly left: readonly string[] } | null = null;
  #setting: Setting | null = null;
  #log: CaseLog | null = null;

  /** @param name a file name that is unique in the run */
  constructor(one: Case, stage: Stage, teardown: Teardown, name: string) {
    this.#one = one;
    this.#stage = stage;
    this.#teardown = teardown;
    this.#name = name;
  }

  async prepare(): Promise<void> {
    const { filesystem, test } = this.#one;
    const isAlone = test.owns?.includes("filesystem") === true;
    const mounted = await this.#stage.volume(filesystem, isAlone ? this.#name : null);
    const daemon = await caseDaemon(this.#one, this.#stage, this.#teardown, {
      name: this.#name,
      mounted,
    });
    const image = await this.#stage.shown(this.#one.image);
    const root = caseRoot({ ...this.#one, image }, this.#stage, this.#teardown, this.#name);
    const inflictions = new Inflictions();
    this.#setting = {
      ...{ one: this.#one, stage: this.#stage, teardown: this.#teardown, name: this.#name },
      ...{
        time: new CaseTime(this.#time(test)),
        recording: this.#recording,
        inflictions,
        mounted,
        daemon,
        root,
      },
      observed: (name, observation, stdio, meant) => this.#note({ name, observation, stdio, meant }),
    };
    this.#log = openLog(this.#setting, this.#name);
    this.#teardown.add("undo the faults", () => inflictions.undoAll());
  }

  /** The first container's is the case's own; every further one has a channel and a log of its own. @throws StartFailed */
  async start(before?: Before): Promise<CaseContainer> {
    try {
      const container = await this.#start(before);
      this.#demandOwnParts();
      return container;
    } catch (error) {
      this.#demandOwnParts();
      this.#opened.at(-1)?.control.demandTrust(); // The runtime is not to be blamed for what PID 1 wrote in place of a handshake.
      throw error instanceof StartFailed ? await this.#inItsWords(error) : error;
    }
  }

  instantly(code: number, times: { least: number; most: number }): Promise<string[]> {
    return instantly(this.#prepared, this.log, code, times);
  }

  /** @returns undoes it, where that can be done */
  async inflict(fault: Fault, at?: Container): Promise<() => Promise<void>> {
    const target = at instanceof CaseContainer ? at : this.#containers[0];
    // What lies between PID 1 and the log when it is broken is lost by chance.
    if (target && target.started.channel.asked > 0) await target.arrived(deadline("arrival of the output"));
    this.#recording.inflicted(fault);
    const { mounted, inflictions, daemon } = this.#prepared;
    const { log = this.log, stdio = this.#opened[0]?.stdio, running } = target?.started ?? {};
    const { reader, terminal } = stdio ?? {};
    const parts = { loggers: running?.loggers, remover: running?.remover, reopen: running?.reopen };
    const scene = { log, mounted, reader, terminal, daemon, monitor: running?.monitor, ...parts };
    const undo = await inflictions.inflict(fault, scene);
    return async () => {
      this.#recording.undone(fault);
      await undo();
    };
  }

  /** The first container's; null where it has not started. */
  get stdio(): Stdio | null {
    return this.#containers[0]?.started.stdio ?? null;
  }

  /** What has changed outside of an odd root file system. */
  changedOutside(): string[] {
    return this.#prepared.root.changed();
  }

  async shown(): Promise<string | null> {
    const stdio = this.#opened.at(-1)?.stdio;
    if (!stdio?.terminal) return null;
    await within(stdio.drained(), deadline("last words"), "the end of what the terminal shows").catch(
      () => {},
    );
    return await stdio.terminal.shown();
  }

  get log(): CaseLog {
    return this.#log as CaseLog;
  }

  /** How to do by hand what was done so far; null before the start. */
  get repro(): string | null {
    const spec = this.#opened[0]?.spec;
    return spec ? this.#recording.script(this.#one, spec) : null;
  }

  /**
   * What has failed meanwhile of the suite's own; null where nothing has. Without a reader PID 1 meets a broken pipe, or never starts,
   * without its server a file system answers otherwise, and without its daemon an engine tells nothing: the runtime would be blamed for it.
   */
  ownFault(): string | null {
    const readers = this.#opened.map(({ stdio }) => stdio.reader?.failure() ?? null);
    const others = [this.#log?.failure(), this.#setting?.daemon?.failure()];
    return [...readers, ...others].find((failure) => typeof failure === "string") ?? null;
  }

  #time({ seconds = 0, patience }: Case["test"]): number {
    const { timeout } = this.#stage;
    if (patience !== undefined) return Math.min(timeout, scaled(1000 * patience));
    return Math.max(timeout, scaled(1000 * seconds));
  }

  get #prepared(): Setting {
    return this.#setting as Setting;
  }

  // A claim may look at one end several times; the last look counts.
  #note(seen: Observed): void {
    const at = this.observed.findIndex(({ name }) => name === seen.name);
    this.observed.splice(at < 0 ? this.observed.length : at, 1, seen);
    this.observed.sort((a, b) => a.name.localeCompare(b.name)); // The case's own container is told first.
  }

  #demandOwnParts(): void {
    const failure = this.ownFault();
    if (failure !== null) throw new Error(failure);
  }

  // A runtime whose fd 2 is the container's has said why it gave up in the log.
  async #inItsWords(error: StartFailed): Promise<StartFailed> {
    const { stdio, log } = this.#opened.at(-1) ?? {};
    if (!stdio || !log || error.said.trim() !== "") return error;
    await within(stdio.drained(), deadline("last words"), "the end of the shim").catch(() => {});
    return error.saying(await log.holds.text("stderr", stdio));
  }

  async #start(before?: Before): Promise<CaseContainer> {
    const setting = this.#prepared;
    const number = this.#opened.length + 1;
    const name = number === 1 ? "" : `container-${number}`;
    const own = number === 1 ? this.#name : `${this.#name}-${name}`;
    const log = number === 1 ? this.log : openLog(setting, own);
    const opened = await openContainer(setting, name, join(this.#stage.directory, own), log);
    this.#opened.push(opened);
    await before?.();
    const container = new CaseContainer(setting, await startContainer(setting, opened));
    this.#containers.push(container);
    return container;
  }
}
