import { basename } from "node:path";
import type { Detection } from "../detection.ts";
import { UsageError } from "../errors.ts";
import { within } from "../host/deadline.ts";
import type { MountNamespace } from "../host/namespace.ts";
import { killGroup } from "../host/process-group.ts";
import { quoted } from "../host/shell-words.ts";
import type { Expected, Stdio } from "../strategies/strategy.ts";
import type { RuntimeFamily, RuntimeRequest } from "./family.ts";
import { detectBinary, findRuntime } from "./oci-binary.ts";
import { configuration } from "./oci-bundle.ts";
import { OciContainer } from "./oci-container.ts";
import { detachedCommand, runDetached, whyUnsupervised } from "./oci-detached.ts";
import { type Attended, foregroundCommand, runForeground } from "./oci-foreground.ts";
import { type Manner, mannerOf } from "./oci-manner.ts";
import type { ContainerSpec, Place, Running, Runtime } from "./runtime.ts";

export const ociFamily: RuntimeFamily = {
  names: ["runc", "crun", "runsc", "youki"],
  summary: "an OCI runtime by name or path: run in the foreground; +detached: create and start",
  variants: "a mode: detached",
  open: (request) => new OciRuntime(request),
};

const DETACHED = "detached";
const KILL_DEADLINE = 5_000;

/**
 * An OCI runtime without an engine. In the foreground it is `run` with the caller's descriptors: it may pass them on (crun) or relay
 * between them and pipes of its own (runc), and which of the two is seen, not assumed. Detached it can only pass them on.
 */
class OciRuntime implements Runtime {
  readonly name: string;
  readonly summary = ociFamily.summary;
  readonly strategies = ["direct-file", "shim-pipe", "redirect", "fifo", "socket", "pty", "null", "closed"];
  readonly isCalledWithStdio = true;
  readonly #base: string;
  readonly #detached: boolean;
  #manner: Manner;

  constructor({ name, base, variant }: RuntimeRequest) {
    if (variant !== null && variant !== DETACHED) {
      throw new UsageError("RUNTIME_SPEC", `${base} takes no "+${variant}" but "+${DETACHED}".`);
    }
    this.name = name;
    this.#base = base;
    this.#detached = variant === DETACHED;
    this.#manner = mannerOf(basename(base));
  }

  get places(): readonly Place[] {
    return this.#manner.places;
  }

  async detect(namespace: MountNamespace): Promise<Detection> {
    const { detection, kind } = await detectBinary(this.#base, namespace);
    if (kind) this.#manner = mannerOf(kind); // A path tells nothing of what it leads to.
    const trouble = this.#detached ? whyUnsupervised() : null;
    if (detection.found && trouble)
      return { found: false, reason: trouble, remedy: "apt-get install perl-base" };
    return detection;
  }

  adapt(stdio: Stdio): Stdio {
    return this.#detached || stdio.alternative ? stdio : { ...stdio, alternative: RELAYED };
  }

  async launch(spec: ContainerSpec, stdio: Stdio): Promise<Running> {
    const container = new OciContainer(this.#command, spec);
    container.write(configuration(spec, { id: container.id, terminal: hasTerminal(stdio.sources) }));
    try {
      const attended = await this.#start(container, spec, stdio);
      return new OciRunning(container, attended, this.#manner.opaque, this.#detached);
    } catch (error) {
      await container.remove();
      throw error;
    }
  }

  script(spec: ContainerSpec, sources: Stdio["sources"], pidFile: string): string {
    const container = new OciContainer(this.#command, spec, pidFile);
    const config = configuration(spec, { id: container.id, terminal: hasTerminal(sources) });
    const command = this.#detached
      ? detachedCommand(container, sources, this.#waiting)
      : foregroundCommand(container, sources);
    return `mkdir -p ${container.directories.map(quoted).join(" ")}
cat >${quoted(`${container.bundle}/config.json`)} <<'CONFIG'
${JSON.stringify(config, null, 2)}
CONFIG
${command.map(quoted).join(" ")}${this.#detached ? deletion(container) : ""}`;
  }

  get #command(): string[] {
    return [findRuntime(this.#base) ?? this.#base, ...this.#manner.options];
  }

  get #waiting() {
    return this.#manner.opaque ? ("ask" as const) : ("wait" as const);
  }

  #start(container: OciContainer, spec: ContainerSpec, stdio: Stdio): Promise<Attended> {
    return this.#detached
      ? runDetached(container, spec, stdio, this.#waiting)
      : runForeground(container, spec, stdio);
  }
}

class OciRunning implements Running {
  readonly hostPid: number;
  readonly exited: Attended["exited"];
  readonly opaque?: string;
  readonly signal?: (name: NodeJS.Signals) => Promise<void>;
  readonly #container: OciContainer;
  readonly #attended: Attended;
  readonly #detached: boolean;

  constructor(container: OciContainer, attended: Attended, opaque: string | undefined, detached: boolean) {
    this.hostPid = attended.hostPid;
    this.exited = attended.exited;
    this.#container = container;
    this.#attended = attended;
    this.#detached = detached;
    if (!opaque) return;
    this.opaque = opaque;
    this.signal = (name) => container.run("kill", container.id, name.replace("SIG", ""));
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
    const { child } = this.#attended;
    try {
      if (child.exitCode === null && child.signalCode === null) await this.#end();
    } finally {
      await this.#container.remove();
    }
  }

  async #end(): Promise<void> {
    if (this.signal) await this.signal("SIGKILL").catch(() => {});
    else this.#killPid1();
    await within(this.exited, KILL_DEADLINE, "the end of the runtime").catch((error) => {
      killGroup(this.#attended.child);
      throw error;
    });
  }

  #killPid1(): void {
    try {
      process.kill(this.hostPid, "SIGKILL");
    } catch {
      // It has gone by itself, and the runtime is about to.
    }
  }
}

// A detached container stays until somebody says that it is not needed any more; the status to tell is the container's.
function deletion({ command, id }: OciContainer): string {
  return `\nstatus=$?; ${[...command, "delete", id].map(quoted).join(" ")}; ( exit $status )`;
}

function hasTerminal([stdin]: Stdio["sources"]): boolean {
  return stdin.kind === "terminal";
}

const relay = (access: Expected["access"] & string): Expected => ({ kind: "pipe", access });
const RELAYED = {
  word: "relayed",
  expected: [relay("read"), relay("write"), relay("write")],
} as const;
