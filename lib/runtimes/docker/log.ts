import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { isAlive } from "../../host/process.ts";
import type { Framings } from "../../log/framings/table.ts";
import type { LogLimits } from "../../log/limits.ts";
import { streamIn } from "../../log/reading.ts";
import type { StreamName } from "../../log/stream-name.ts";
import { oneTerminal } from "../../strategies/one-terminal.ts";
import { enginePipes } from "../../strategies/runtime-pipes.ts";
import { nothingToDrain, type Stdio } from "../../strategies/strategy.ts";
import type { Daemon } from "../daemon.ts";
import { ask, DockerRefusal } from "./http.ts";
import { type DockerLogDriver, logConfig } from "./log-drivers.ts";

/** A container whose log the daemon keeps. */
interface Logged {
  /** Of its log. */
  readonly path: string;
  readonly socket: string;
  /** Where it is the suite's own. */
  readonly daemon?: Daemon | undefined;
  readonly id: string;
}

/**
 * The log of one container. It lives in the daemon's own directory, so what was stored is read there, and what `docker logs`
 * would say is asked for apart from it.
 */
export class DockerLog {
  readonly isTerminal: boolean;
  /** What the daemon is told of it. */
  readonly config: ReturnType<typeof logConfig>;
  readonly #driver: DockerLogDriver;
  #container: Logged | null = null;
  readonly #said = new Map<StreamName, Promise<Buffer>>();

  /** @param isTerminal whether PID 1 has a terminal, which makes one stream of two */
  constructor(driver: DockerLogDriver, isTerminal: boolean, limits?: LogLimits) {
    this.#driver = driver;
    this.isTerminal = isTerminal;
    this.config = logConfig(driver, limits);
  }

  /** Called once the container runs. */
  belongsTo(container: Logged): void {
    this.#container = container;
  }

  /** The wiring whose log this is: pipes of containerd's shim, or a terminal, from which the daemon copies. */
  stdio(): Stdio {
    return {
      sources: [{ kind: "null" }, { kind: "null" }, { kind: "null" }],
      accepts: [{ word: null, rules: this.isTerminal ? oneTerminal : enginePipes }],
      engine: this,
      log: {
        framings: this.isTerminal ? [this.#driver.name, "terminal"] : [this.#driver.name],
        file: () => this.#container?.path ?? "",
        rotated: (file, n) => `${file}.${n}`,
      },
      delivered: (stream) => this.#delivered(stream),
      ...nothingToDrain, // The daemon reports an end once it has copied everything.
    };
  }

  /** Asks for what `docker logs` says, before the container is removed and with it what could be asked. */
  async readNow(): Promise<void> {
    await Promise.allSettled([this.#delivered("stdout"), this.#delivered("stderr")]);
  }

  async #delivered(stream: StreamName): Promise<Buffer | null> {
    const daemon = this.#container?.daemon;
    if (daemon && !isAlive(daemon.identity)) return null; // Nobody is there who could give it back, by the claim's doing.
    let said = this.#said.get(stream);
    if (!said) {
      said = this.#ask(stream);
      said.catch(() => {}); // Whoever asks is told; nobody need.
      this.#said.set(stream, said);
    }
    return await said;
  }

  async #ask(stream: StreamName): Promise<Buffer> {
    const given: Framings = this.isTerminal ? ["terminal"] : ["multiplexed"];
    const said = await this.#logs(this.isTerminal ? "stdout" : stream).catch((error) => {
      if (error instanceof DockerRefusal) return Buffer.alloc(0); // Which is what whoever asks gets of the log.
      throw error;
    });
    return streamIn(stream, said, given);
  }

  #logs(stream: StreamName): Promise<Buffer> {
    const { socket, id } = this.#container as Logged;
    const said = ask("GET", socket, `/containers/${id}/logs?${stream}=1`);
    return within(said, deadline("answer of the docker daemon"), "an answer to docker logs");
  }
}
