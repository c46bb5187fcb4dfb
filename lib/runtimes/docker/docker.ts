import { basename } from "node:path";
import type { Detection } from "../../detection.ts";
import { identify, isAlive, type ProcessIdentity } from "../../host/process.ts";
import { findProgram } from "../../host/programs.ts";
import { loadedReference } from "../../images/loaded.ts";
import { dockerStore } from "../../images/loaded-docker.ts";
import type { Need } from "../../needs.ts";
import { relayedToNobody } from "../../strategies/runtime-pipes.ts";
import type { LogPaths, Stdio } from "../../strategies/strategy.ts";
import { containerdBehind, listenerOn, shimOf } from "../containerd/process.ts";
import type { DaemonKind } from "../daemon.ts";
import { executing } from "../executing.ts";
import { leaving, troubleOf } from "../failed-start.ts";
import type { RuntimeFamily, RuntimeParts, RuntimeRequest } from "../family.ts";
import { endWithoutDaemon } from "../forced-end.ts";
import { passingOn } from "../passed-on.ts";
import { mayStart } from "../private-daemon.ts";
import { beyondReach, type Reach } from "../reach.ts";
import {
  type Cannot,
  type Cell,
  type Cleaned,
  type ContainerSpec,
  type IsDead,
  PLACES,
  type Plan,
  type Running,
  type Runtime,
} from "../runtime.ts";
import { demandWanted } from "../started-in-time.ts";
import { byHandOf } from "./by-hand.ts";
import { cleanContainers, cleanImages } from "./clean.ts";
import { DockerContainer } from "./container.ts";
import { ENGINE_REMEDY, type Engine, engineAt, openEngine } from "./engine.ts";
import { DockerLog } from "./log.ts";
import {
  containersIn,
  type DockerLogDriver,
  dockerLogDriver,
  dockerLogDrivers,
  logConfig,
} from "./log-drivers.ts";
import { createOptions } from "./options.ts";
import { privateDockerd, privateDockerdWith } from "./private-daemon.ts";
import { dockerSide } from "./side.ts";

export const dockerFamily: RuntimeFamily = {
  names: ["docker"],
  summary: "the docker daemon by its API; fds 1 and 2 are pipes to containerd's shim",
  variants: "the name of an OCI runtime that the daemon knows",
  logs: dockerLogDrivers,
  open: (request, parts) => new Docker(request, parts),
};

class Docker implements Runtime {
  readonly name: string;
  readonly summary = dockerFamily.summary;
  readonly #reach: Reach;
  readonly #runtime: string | null;
  readonly #driver: DockerLogDriver;
  readonly #client: string;
  #engine: Engine | null = null;

  constructor({ name, variant, log }: RuntimeRequest, { client = "docker" }: RuntimeParts = {}) {
    this.#client = client;
    this.name = name;
    this.#runtime = variant;
    this.#driver = dockerLogDriver(log);
    // What a log driver that was named has no part in is the same with any other.
    const strategies = log === null ? ["shim-pipe", "redirect", "pty", "null"] : Object.keys(logged);
    this.#reach = { strategies, places: PLACES };
  }

  async detect(): Promise<Detection> {
    try {
      this.#engine = await openEngine();
    } catch (error) {
      return { found: false, reason: (error as Error).message, remedy: ENGINE_REMEDY };
    }
    const { version, socket, runtimes } = this.#engine;
    if (this.#runtime === null || this.#runtime in runtimes) return { found: true, version, path: socket };
    return {
      found: false,
      reason: `the docker daemon knows no OCI runtime "${this.#runtime}", only ${Object.keys(runtimes).join(", ")}`,
      remedy: `restart it with dockerd --add-runtime ${this.#runtime}=/path/to/${this.#runtime}`,
    };
  }

  plan(cell: Cell): Plan | Cannot {
    const beyond = beyondReach(this.name, this.#reach, cell);
    if (beyond) return beyond;
    const { name } = cell.strategy;
    const isLogged = name in logged;
    const needsDaemon = isLogged && cell.filesystem !== "local";
    const cannot = this.#whyNot(cell, needsDaemon);
    if (cannot !== null) return { cannot };
    const how: Pick<Plan, "launch" | "byHand"> = {
      launch: (spec, stdio, signal) => this.#launch(spec, stdio, signal),
      byHand: (spec, given) =>
        byHandOf(spec, given, { driver: this.#driver, runtime: this.#runtime, isLogged }),
    };
    const passing = passingOn(cell.strategy, how, name === "null" ? orRelayedToNobody : undefined);
    return {
      ...passing,
      offers: this.#offers(isLogged),
      daemon: this.#daemon,
      needsDaemon,
      open: (log, tools) => (isLogged ? this.#logged(name, log) : passing.open(log, tools)),
    };
  }

  // What is executed is so by docker's command, as people do it.
  #offers(isLogged: boolean): ReadonlySet<Need> {
    if (this.#isSandboxed) return new Set(["own-dev", "user"]);
    return new Set([
      ...(["own-dev", "user", "forwarding-init", "asked-status"] as const),
      ...(findProgram("docker") ? ["exec" as const] : []),
      ...(isLogged ? (["monitor", "keeps-ended", "lossy"] as const) : []),
      ...(isLogged && canStart() ? ["daemon" as const] : []),
      ...(isLogged && findProgram("docker") ? (["logs", "attach"] as const) : []),
    ]);
  }

  /** One that knows the OCI runtime too which the machine's was told of. */
  get #daemon(): DaemonKind {
    const name = this.#runtime;
    const path = name !== null && this.#engine?.runtimes[name];
    const isBuiltIn = name === "runc" || name?.startsWith("io.containerd.");
    return !path || isBuiltIn ? privateDockerd : privateDockerdWith(name, path);
  }

  #whyNot({ place }: Cell, needsDaemon: boolean): string | null {
    if (needsDaemon && !canStart())
      return `docker keeps its ${this.#driver.name} log in its own directory, which is on a local file system, and fd012 cannot start another dockerd here`;
    if (place === "under-init" && !this.#engine?.hasInit)
      return "the docker daemon has no docker-init to put in front of the workload";
    if (place === "host-pid-namespace" && this.#isSandboxed)
      return "gVisor does not show the host's processes";
    return null;
  }

  async #logged(strategy: string, { limits }: LogPaths): Promise<Stdio> {
    return new DockerLog(this.#driver, strategy === "pty", limits).stdio();
  }

  async #launch(spec: ContainerSpec, stdio: Stdio, signal: AbortSignal): Promise<Running> {
    const { daemon } = spec;
    this.#engine ??= await openEngine();
    const engine = daemon ? await engineAt(daemon.socket) : this.#engine;
    const { docker, socket, root } = engine;
    const image = await loadedReference(spec.image, dockerStore(docker, socket));
    demandWanted(signal);
    const containerd = containerdBehind(socket);
    if (containerd !== null) spec.follow(containerd); // Its shims are PID 1's ancestors, not ours.
    const log = stdio.engine instanceof DockerLog ? stdio.engine : null;
    const options = createOptions(spec, image, {
      logDriver: stdio.unlogged ? { type: "none" } : (log?.config ?? logConfig(this.#driver)),
      hasTerminal: log?.isTerminal ?? false,
      runtime: this.#runtime,
    });
    const container = await DockerContainer.create(engine, options);
    stdio.passed();
    try {
      await container.start(spec, this.#isSandboxed, signal);
      log?.belongsTo({
        path: this.#driver.path(daemon?.logs ?? containersIn(root), container.id),
        socket,
        id: container.id,
        daemon,
      });
    } catch (error) {
      throw leaving(error, await troubleOf(container.remove()));
    }
    const monitor = identify(shimOf(container.id) ?? 0);
    return {
      hostPid: container.hostPid,
      process: container.process,
      exited: container.exited,
      ...(this.#isSandboxed && {
        opaque: "PID 1 lives in gVisor's own kernel; the host's knows its sandbox only",
        signal: (name: NodeJS.Signals) => container.signal(name),
      }),
      monitor,
      engine: dockerSide(this.#client, { socket, id: container.id, label: spec.label }),
      daemons: daemonsOf(socket),
      status: () => container.status(),
      exec: ({ words }, stdio) =>
        executing(["docker", "--host", `unix://${socket}`, "exec", container.id, ...words], spec, stdio),
      said: () => container.said,
      async kill() {
        if (daemon && !isAlive(daemon.identity)) return endWithoutDaemon(spec.label, monitor);
        await container.kill().catch(() => {}); // Its removal tells what is wrong.
        await log?.readNow();
        await container.remove().catch((error: Error) => {
          // By the claim's doing nothing can be removed there, and this daemon, with all its records, goes after the case.
          if (!(daemon?.logs && READ_ONLY.test(error.message))) throw error;
        });
      },
    };
  }

  get #isSandboxed(): boolean {
    const path = this.#runtime !== null && this.#engine?.runtimes[this.#runtime];
    return path ? basename(path).startsWith("runsc") : false;
  }

  clean = (isDead: IsDead): Promise<Cleaned> => where((engine) => cleanContainers(engine, isDead));
  cleanImages = (): Promise<Cleaned> => where(cleanImages);
}

// Where no engine answers there is nothing to be seen, and so nothing to tell.
async function where(act: (engine: Engine) => Promise<Cleaned>): Promise<Cleaned> {
  const engine = await openEngine().catch(() => null);
  return engine ? act(engine) : { removed: [], problems: [] };
}

function daemonsOf(socket: string): ProcessIdentity[] {
  return [listenerOn(socket), containerdBehind(socket)]
    .map((pid) => identify(pid ?? 0))
    .filter((one) => one !== null);
}

function canStart(): boolean {
  return mayStart("dockerd", "containerd");
}

function orRelayedToNobody(stdio: Stdio): Stdio {
  return { ...stdio, accepts: [...stdio.accepts, relayedToNobody] };
}

/** As Go and C libraries put EROFS. */
const READ_ONLY = /read-only file system/i;

/** Strategies whose log the daemon keeps. */
const logged = { "shim-pipe": true, pty: true };
