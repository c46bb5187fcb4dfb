import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { beforeTerminal, linesOf } from "../../log/one-log.ts";
import { wholeFile } from "../../log/whole-file.ts";
import { oneTerminal } from "../../strategies/one-terminal.ts";
import { enginePipes } from "../../strategies/runtime-pipes.ts";
import { type LogPaths, nothingToDrain, type Stdio } from "../../strategies/strategy.ts";
import { ask } from "./http.ts";
import type { DockerLogDriver } from "./log-drivers.ts";
import { unframed } from "./log-formats.ts";

type StreamName = keyof LogPaths;

/** A container whose log the daemon keeps. */
interface Logged {
  /** Of its log. */
  readonly path: string;
  readonly socket: string;
  readonly id: string;
}

/**
 * The log of one container. It lives in the daemon's own directory, so what was stored is read there, and what `docker logs`
 * would say is asked for apart from it.
 */
export class DockerLog {
  readonly driver: DockerLogDriver;
  readonly isTerminal: boolean;
  #container: Logged | null = null;
  readonly #said = new Map<StreamName, Promise<Buffer>>();

  /** @param isTerminal whether PID 1 has a terminal, which makes one stream of two */
  constructor(driver: DockerLogDriver, isTerminal: boolean) {
    this.driver = driver;
    this.isTerminal = isTerminal;
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
      files: () => ({ stdout: this.#container?.path ?? "", stderr: this.#container?.path ?? "" }),
      stored: async (stream, held) => this.#ofStream(stream, wholeFile(held[stream])),
      delivered: (stream) => this.#delivered(stream),
      isOneLog: this.isTerminal,
      ...nothingToDrain, // The daemon reports an end once it has copied everything.
    };
  }

  /** Asks for what `docker logs` says, before the container is removed and with it what could be asked. */
  async readNow(): Promise<void> {
    await Promise.allSettled([this.#delivered("stdout"), this.#delivered("stderr")]);
  }

  #ofStream(stream: StreamName, log: Buffer): Buffer {
    if (!this.isTerminal) return this.driver.streamOf(stream, log);
    return linesOf(stream, beforeTerminal(this.driver.streamOf("stdout", log)));
  }

  #delivered(stream: StreamName): Promise<Buffer> {
    let said = this.#said.get(stream);
    if (!said) {
      said = this.#ask(stream);
      said.catch(() => {}); // Whoever asks is told; nobody need.
      this.#said.set(stream, said);
    }
    return said;
  }

  async #ask(stream: StreamName): Promise<Buffer> {
    if (!this.isTerminal) return unframed(await this.#logs(stream));
    return linesOf(stream, beforeTerminal(await this.#logs("stdout")));
  }

  #logs(stream: StreamName): Promise<Buffer> {
    const { socket, id } = this.#container as Logged;
    const said = ask("GET", socket, `/containers/${id}/logs?${stream}=1`);
    return within(said, deadline("answer of the docker daemon"), "an answer to docker logs");
  }
}
