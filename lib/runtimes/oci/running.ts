import { hasEnded } from "../../host/child.ts";
import { identify, signalProcess } from "../../host/process.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { executing } from "../executing.ts";
import { endRest, forcedEnd } from "../forced-end.ts";
import type { ContainerSpec, Executable, Executing, Running } from "../runtime.ts";
import type { OciContainer } from "./container.ts";
import type { Attended } from "./foreground.ts";

/** A container of an OCI runtime from its start to its removal. */
export class OciRunning implements Running {
  readonly hostPid: number;
  readonly process: Attended["process"];
  readonly runtime: Attended["process"];
  readonly exited: Attended["exited"];
  readonly opaque?: string;
  readonly unreported?: string;
  readonly signal?: (name: NodeJS.Signals) => Promise<void>;
  readonly #spec: ContainerSpec;
  readonly #container: OciContainer;
  readonly #attended: Attended;
  readonly #detached: boolean;

  constructor(
    spec: ContainerSpec,
    container: OciContainer,
    attended: Attended,
    opaque: string | undefined,
    detached: boolean,
  ) {
    this.#spec = spec;
    this.hostPid = attended.hostPid;
    this.process = attended.process;
    this.exited = attended.exited;
    this.runtime = detached ? null : identify(attended.child.pid ?? 0);
    this.#container = container;
    this.#attended = attended;
    this.#detached = detached;
    if (detached && !opaque)
      this.unreported = "create and start have ended by then: a process of the suite's own waits for PID 1";
    if (!opaque) return;
    this.opaque = opaque;
    this.signal = (name) => container.run("kill", container.id, name.replace("SIG", ""));
  }

  exec({ words }: Executable, stdio: Stdio): Promise<Executing> {
    const { command, id } = this.#container;
    return executing([...command, "exec", id, ...words], this.#spec, stdio);
  }

  said(): string {
    return this.#attended.said() + this.#container.said();
  }

  async leftovers(): Promise<string[]> {
    if (!this.#detached) return this.#container.remains();
    // Of a detached container somebody must say that it is not needed any more; only what is there afterwards was left behind.
    const refusal = await this.#container.run("delete", this.#container.id).then(
      () => [],
      (error: Error) => [`delete failed: ${error.message}`],
    );
    return [...refusal, ...this.#container.remains()];
  }

  async kill(): Promise<void> {
    const { child, group } = this.#attended;
    const isUp = !hasEnded(child);
    try {
      if (isUp && this.signal) await this.signal("SIGKILL").catch(() => {});
      else signalProcess(this.process, "SIGKILL"); // Even where the runtime has ended: PID 1 may have outlived it.
      if (isUp) await this.#end();
    } finally {
      group.kill(); // What the runtime has left there.
      await endRest(this.#spec.label).finally(() => this.#container.remove());
    }
  }

  async #end(): Promise<void> {
    await forcedEnd(this.exited, "the runtime", () => this.#attended.group.kill());
  }
}
