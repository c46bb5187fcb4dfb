import { setTimeout } from "node:timers/promises";
import { DeadlineError, MachineError } from "../../errors.ts";
import { removeOnceEmpty } from "../../host/cgroups.ts";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { identify, isAlive, type ProcessIdentity, signalProcess } from "../../host/process.ts";
import type { Fate } from "../../results/schema.ts";
import { shimOf } from "../containerd/process.ts";
import { endWithoutDaemon } from "../forced-end.ts";
import { containerName } from "../names.ts";
import { ownProcess } from "../own-process.ts";
import type { ContainerSpec } from "../runtime.ts";
import { StartFailed } from "../start-errors.ts";
import { demandWanted, startedInTime } from "../started-in-time.ts";
import { type CriClient, CriRefusal, NOT_FOUND } from "./client.ts";
import type { CriLog } from "./log.ts";
import { containerConfig, podConfig } from "./pod.ts";

/** Between two looks at a container's state: the kubelet is told of no end either, and asks (its PLEG, every second). */
const PAUSE = 25;
/** Of ContainerState. */
const EXITED = 2;
/** containerd's word for an end that it has not seen, to which it makes a status up. */
const UNKNOWN = "Unknown";

/** What a pod and its one container are made of. */
export interface CriParts {
  readonly log: CriLog;
  /** A reference that the runtime has. */
  readonly image: string;
  /** Of the pod's control group. */
  readonly parent: string;
}

/** One pod with one container in it, from its creation to its removal. */
export class CriContainer {
  readonly #client: CriClient;
  readonly #spec: ContainerSpec;
  readonly #parts: CriParts;
  #pod = "";
  id = "";
  /** The process that holds the pod. */
  #holder: ProcessIdentity | null = null;
  monitor: ProcessIdentity | null = null;
  hostPid = 0;
  process: ProcessIdentity | null = null;
  #making: Promise<void> = Promise.resolve();
  #exited: Promise<Fate> | null = null;
  #removal: Promise<void> | null = null;
  #isOver = false;
  said = "";

  constructor(client: CriClient, spec: ContainerSpec, parts: CriParts) {
    this.#client = client;
    this.#spec = spec;
    this.#parts = parts;
  }

  /** What the runtime says of its end. Never rejects. */
  get exited(): Promise<Fate> {
    return this.#exited ?? Promise.resolve({ kind: "unknown", reason: "it was never started" });
  }

  /** @throws StartFailed @throws LaunchAborted */
  async start(signal: AbortSignal): Promise<void> {
    demandWanted(signal);
    this.#making = this.#make(signal);
    await startedInTime(this.#making, "the start of PID 1 under a CRI runtime", signal);
    this.#exited = this.#watch();
    const { pid } = await this.#infoOf("ContainerStatus", { container_id: this.id });
    if (!pid) throw new StartFailed("PID 1 ended at once", JSON.stringify(await this.#exited));
    const marks = { label: this.#spec.label, group: this.id, ancestor: this.monitor?.pid };
    this.process = await ownProcess(pid, marks, "the CRI runtime");
    this.hostPid = pid;
  }

  /** Ends PID 1 where it still runs, and removes the pod with all that is in it. May be called twice. */
  remove(): Promise<void> {
    this.#removal ??= this.#remove().catch((error) => {
      this.#removal = null;
      throw error;
    });
    return this.#removal;
  }

  async #make(signal: AbortSignal): Promise<void> {
    const { log, image, parent } = this.#parts;
    const pod = podConfig(this.#spec, log, parent);
    this.#pod = (await this.#started("RunPodSandbox", { config: pod })).pod_sandbox_id;
    this.monitor = identify(shimOf(this.#pod) ?? 0);
    demandWanted(signal);
    const { pid = 0 } = await this.#infoOf("PodSandboxStatus", { pod_sandbox_id: this.#pod });
    this.#holder = identify(pid);
    const config = containerConfig(this.#spec, log, image);
    const creation = { pod_sandbox_id: this.#pod, config, sandbox_config: pod };
    this.id = (await this.#started("CreateContainer", creation)).container_id;
    demandWanted(signal);
    await this.#started("StartContainer", { container_id: this.id });
  }

  // An answer of the runtime is its failure; no answer is not.
  #started(method: string, request: object) {
    return this.#client.ask(method, request).catch((error: CriRefusal) => {
      const sentence = `${method} failed: ${error.message}`;
      throw error.isSilence
        ? new MachineError("NO_ENGINE", sentence)
        : new StartFailed(sentence, error.message);
    });
  }

  /** What a verbose status says besides; its form is each runtime's own, but the pid stands there by the same name. */
  async #infoOf(method: string, request: object): Promise<{ pid?: number }> {
    const { info } = await this.#client.ask(method, { ...request, verbose: true });
    return JSON.parse(info.info ?? "{}");
  }

  async #watch(): Promise<Fate> {
    let gone: number | null = null;
    for (;;) {
      try {
        const { status } = await this.#client.ask("ContainerStatus", { container_id: this.id });
        if (status.state === EXITED) return this.#fateOf(status);
      } catch (error) {
        gone ??= this.#isGone ? performance.now() : null;
        const isSilent = error instanceof CriRefusal && error.isSilence;
        const isLate = gone !== null && performance.now() - gone > deadline("report of the end");
        // A runtime that is started anew tells of what it finds, and whoever asks the kubelet hears of it then.
        if (!isSilent || isLate || this.#isOver)
          return {
            kind: "unknown",
            reason: `the CRI runtime did not tell the end of PID 1: ${(error as Error).message}`,
          };
      }
      await setTimeout(PAUSE);
    }
  }

  #fateOf({ exit_code, reason, message }: { exit_code: number; reason: string; message: string }): Fate {
    this.said += message;
    if (reason === UNKNOWN)
      return { kind: "unknown", reason: `the CRI runtime says ${reason}, and ${exit_code} for a status` };
    return { kind: "exit", code: exit_code };
  }

  get #isGone(): boolean {
    return this.process === null || !isAlive(this.process);
  }

  async #remove(): Promise<void> {
    const { daemon, label } = this.#spec;
    try {
      signalProcess(this.process, "SIGKILL");
      if (daemon && !isAlive(daemon.identity)) {
        signalProcess(this.#holder, "SIGKILL");
        return await endWithoutDaemon(label, this.monitor);
      }
      await this.#removePod();
    } catch (error) {
      const reason = error instanceof DeadlineError || error instanceof CriRefusal ? error.message : null;
      if (reason === null) throw error;
      const left = `the pod ${containerName(this.#spec)} is left: once it answers again, say fd012 clean`;
      throw new MachineError("LEFT_BEHIND", `${reason}; ${left}`);
    } finally {
      this.#isOver = true;
      this.#client.close();
    }
  }

  // What hangs on the way there is gone past: the removal itself tells what is left.
  async #removePod(): Promise<void> {
    const limit = deadline("end of a killed engine's container");
    const pass = (promise: Promise<unknown>) =>
      within(promise, limit, "an answer of the CRI runtime").catch(() => {});
    await pass(this.#making);
    if (this.#exited) await pass(this.#exited);
    const pods = this.#pod === "" ? await this.#podsOfThatName() : [this.#pod];
    for (const pod of pods) await within(removePod(this.#client, pod), limit, "the removal of a pod");
    await removeOnceEmpty(containerName(this.#spec));
  }

  /** One whose start was not waited for. */
  async #podsOfThatName(): Promise<string[]> {
    const { items } = await this.#client.ask("ListPodSandbox");
    const name = containerName(this.#spec);
    return items
      .filter((one: { metadata: { name: string } }) => one.metadata.name === name)
      .map(({ id }: { id: string }) => id);
  }
}

/** Ends whatever runs in a pod, and removes all of it. */
export async function removePod(client: CriClient, pod_sandbox_id: string): Promise<void> {
  for (const method of ["StopPodSandbox", "RemovePodSandbox"])
    await client.ask(method, { pod_sandbox_id }).catch((error: CriRefusal) => {
      if (error.code !== NOT_FOUND) throw error;
    });
}
