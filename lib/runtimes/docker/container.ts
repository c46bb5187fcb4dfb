import type Docker from "dockerode";
import { DeadlineError, MachineError } from "../../errors.ts";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { identify, type ProcessIdentity, signalProcess } from "../../host/process.ts";
import type { Fate } from "../../results/schema.ts";
import { shimOf } from "../containerd/process.ts";
import { leaving, troubleOf } from "../failed-start.ts";
import { ownProcess } from "../own-process.ts";
import type { ContainerSpec } from "../runtime.ts";
import { StartFailed } from "../start-errors.ts";
import { demandWanted, startedInTime } from "../started-in-time.ts";
import { pidOfWorkload } from "../workload-pid.ts";
import type { Engine } from "./engine.ts";
import { answered, ask } from "./http.ts";

/** One container of a docker engine, from its creation to its removal. */
export class DockerContainer {
  readonly #engine: Engine;
  readonly #container: Docker.Container;
  readonly #name: string;
  /** Once it cannot even be removed nobody waits for the daemon's word on it any more. */
  readonly #over = new AbortController();
  #hostPid = 0;
  #process: ProcessIdentity | null = null;
  #exited: Promise<Fate> | null = null;
  #removal: Promise<void> | null = null;
  said = "";

  private constructor(engine: Engine, container: Docker.Container, name: string) {
    this.#engine = engine;
    this.#container = container;
    this.#name = name;
  }

  /** Creates it and does not start it. @throws StartFailed with the daemon's word */
  static async create(engine: Engine, options: Docker.ContainerCreateOptions): Promise<DockerContainer> {
    const name = options.name ?? "";
    const container = await answered("docker create", (abortSignal) =>
      engine.docker.createContainer({ ...options, abortSignal }).catch((error) => {
        throw failure(`docker did not create the container ${name}`, error);
      }),
    ).catch(async (error) => {
      if (!(error instanceof DeadlineError)) throw error;
      // It may have been created all the same, and then nobody knows of it but by its name.
      const unseen = new DockerContainer(engine, engine.docker.getContainer(name), name);
      throw leaving(error, await troubleOf(unseen.remove()));
    });
    return new DockerContainer(engine, container, name);
  }

  get id(): string {
    return this.#container.id;
  }

  /** Of the workload, once it was started. */
  get hostPid(): number {
    return this.#hostPid;
  }

  get process(): ProcessIdentity | null {
    return this.#process;
  }

  /** What the daemon says of its end. Never rejects. */
  get exited(): Promise<Fate> {
    return this.#exited ?? Promise.resolve({ kind: "unknown", reason: "it was never started" });
  }

  /**
   * @param isSandboxed whether the host's kernel does not know its processes
   * @throws StartFailed
   * @throws LaunchAborted
   */
  async start(
    { place, control, label }: ContainerSpec,
    isSandboxed: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    demandWanted(signal);
    const started = this.#container.start({ abortSignal: this.#over.signal }).catch((error) => {
      throw failure(`docker did not start the container ${this.#name}`, error);
    });
    await startedInTime(started, "the start of PID 1 under docker", signal);
    this.#exited = this.#wait();
    const { State } = await this.#inspect();
    if (State.Pid === 0) throw new StartFailed(`PID 1 ended at once: exit ${State.ExitCode}`, State.Error);
    const marks = { label, group: this.id, ancestor: shimOf(this.id) };
    this.#process = await ownProcess(State.Pid, marks, "the docker daemon");
    this.#hostPid = State.Pid;
    if (place !== "under-init" || isSandboxed) return;
    this.#hostPid = await this.#childOfInit(State.Pid, control, signal);
    this.#process = identify(this.#hostPid); // A descendant of what was seen to be the container's.
  }

  async signal(name: NodeJS.Signals): Promise<void> {
    await answered("docker kill", (abortSignal) => this.#container.kill({ signal: name, abortSignal }));
  }

  /** Ends PID 1 where it still runs; the container and its log stay. */
  async kill(): Promise<void> {
    await answered("docker kill", (abortSignal) => this.#container.kill({ abortSignal })).catch((error) => {
      if (![404, 409].includes(error.statusCode)) throw error; // It has ended by itself, or is gone.
    });
    await within(
      this.exited,
      deadline("end of a killed engine's container"),
      "the end of PID 1 after docker kill",
    );
  }

  /** Removes it, whatever it does. May be called again after a failure. */
  remove(): Promise<void> {
    this.#removal ??= this.#remove().catch((error) => {
      this.#removal = null;
      throw error;
    });
    return this.#removal;
  }

  async #remove(): Promise<void> {
    await answered(
      `docker rm of the container ${this.#name}`,
      (abortSignal) => this.#container.remove({ force: true, v: true, abortSignal }),
      deadline("end of a killed engine's container"),
    ).catch((error) => {
      this.#over.abort();
      if (error.statusCode === 404) return;
      const left = `the container ${this.#name} is left${this.#killDirectly() ? ", its PID 1 killed" : ""}`;
      throw new MachineError(
        "LEFT_BEHIND",
        `${reasonOf(error)}; ${left}: once dockerd answers again, say fd012 clean`,
      );
    });
  }

  // The daemon may be gone; its containers need not be.
  #killDirectly(): boolean {
    try {
      return signalProcess(this.#process, "SIGKILL");
    } catch {
      return false; // It is another user's.
    }
  }

  async #wait(): Promise<Fate> {
    try {
      const said = await ask("POST", this.#engine.socket, `/containers/${this.id}/wait`, this.#over.signal);
      const { StatusCode, Error: problem } = JSON.parse(said.toString("utf8"));
      this.said += problem?.Message ?? "";
      const { State } = await this.#inspect();
      this.said += State.Error;
      if (State.ExitCode !== StatusCode) this.said += `docker inspect says exit ${State.ExitCode}`;
      return { kind: "exit", code: StatusCode };
    } catch (error) {
      this.said += reasonOf(error);
      return {
        kind: "unknown",
        reason: `the docker daemon did not tell the end of PID 1: ${reasonOf(error)}`,
      };
    }
  }

  /** What `docker inspect` says of its end now; null where the daemon knows it no more. */
  async status(): Promise<Fate | null> {
    const state = await this.#inspect().then(
      ({ State }) => State,
      (error) => {
        if (error.statusCode === 404) return null;
        throw error;
      },
    );
    if (state === null) return null;
    return state.Running
      ? { kind: "unknown", reason: "docker inspect says that it runs" }
      : { kind: "exit", code: state.ExitCode };
  }

  #inspect(): Promise<Docker.ContainerInspectInfo> {
    return answered("docker inspect", (abortSignal) => this.#container.inspect({ abortSignal }));
  }

  async #childOfInit(init: number, control: string, signal: AbortSignal): Promise<number> {
    const over = new AbortController();
    const gone = this.exited.then((fate) => {
      throw new StartFailed(`docker-init ended before the workload ran: ${JSON.stringify(fate)}`, this.said);
    });
    const found = pidOfWorkload(init, control, "under-init", over.signal);
    for (const loser of [gone, found]) loser.catch(() => {}); // Whichever comes second is nobody's business any more.
    try {
      return await startedInTime(
        Promise.race([found, gone]),
        "the workload's first sign under docker-init",
        signal,
      );
    } finally {
      over.abort();
    }
  }
}

// An answer of the daemon is the runtime's failure; no answer is not.
function failure(what: string, error: { statusCode?: number }): Error {
  const sentence = `${what}: ${reasonOf(error)}`;
  return error.statusCode
    ? new StartFailed(sentence, reasonOf(error))
    : new MachineError("NO_ENGINE", sentence);
}

// dockerode puts the status before the daemon's own word: "(HTTP code 409) conflict - …".
function reasonOf(error: unknown): string {
  const { json, message } = error as Error & { json?: { message?: string } };
  return (json?.message ?? message).trim();
}
