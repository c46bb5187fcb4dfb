import { resolve } from "node:path";
import type { Detection } from "../../detection.ts";
import { findProgram, outputOf } from "../../host/programs.ts";
import { whyNotExecutable } from "../../host/unexecutable.ts";
import { loadedReference } from "../../images/loaded.ts";
import type { Need } from "../../needs.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { listenerOn } from "../containerd/process.ts";
import type { DaemonKind } from "../daemon.ts";
import { leaving, troubleOf } from "../failed-start.ts";
import type { RuntimeFamily, RuntimeRequest } from "../family.ts";
import { passingOn } from "../passed-on.ts";
import { mayStart } from "../private-daemon.ts";
import { beyondReach, type Reach } from "../reach.ts";
import type { Cannot, Cell, ContainerSpec, IsDead, Plan, Running, Runtime } from "../runtime.ts";
import { demandWanted } from "../started-in-time.ts";
import { byHandOf } from "./by-hand.ts";
import { cgroupParent } from "./cgroup-parent.ts";
import { cleanPodImages, cleanPods } from "./clean.ts";
import { CriClient } from "./client.ts";
import { CriContainer } from "./container.ts";
import { pauseOf, privateCri } from "./daemon.ts";
import { executeIn } from "./exec.ts";
import { criStore } from "./images.ts";
import { CriLog, keptNowhere, ofRuntime } from "./log.ts";
import { PAUSE_REFERENCE } from "./pause.ts";
import { missingPause, versionAt } from "./sockets.ts";

export const criFamily: RuntimeFamily = {
  names: ["cri"],
  summary:
    "a pod as the kubelet makes one, by a containerd of the suite's own; cri=SOCKET: by the containerd or CRI-O that listens there",
  variants: "an OCI runtime's binary, by name or path",
  takesSocket: true,
  open: (request) => new Cri(request),
};

const strategies = [...Object.keys(ofRuntime), "redirect", "null"];

class Cri implements Runtime {
  readonly name: string;
  readonly summary = criFamily.summary;
  readonly #reach: Reach = { strategies, places: ["pid1"] };
  /** Where the machine's own listens; null where the suite starts one. */
  readonly #socket: string | null;
  readonly #binary: string | null;
  readonly #daemon: DaemonKind;
  /** By its version's word. */
  #isContainerd = true;

  constructor({ name, variant, socket = null }: RuntimeRequest) {
    this.name = name;
    this.#socket = socket;
    this.#binary = variant?.includes("/") ? resolve(variant) : variant;
    this.#daemon = privateCri(this.#binary);
  }

  async detect(): Promise<Detection> {
    return this.#socket === null ? await this.#detectOwn() : await this.#detectAt(this.#socket);
  }

  plan(cell: Cell): Plan | Cannot {
    const { name } = cell.strategy;
    const wired = ofRuntime[name];
    const how: Pick<Plan, "launch" | "byHand"> = {
      launch: (spec, stdio, signal) => this.#launch(spec, stdio, signal),
      byHand: (spec, given) => byHandOf(spec, given, logOf(wired?.(given.log)), this.#socket),
    };
    const passing = passingOn(cell.strategy, how, keptNowhere);
    return (
      beyondReach(this.name, this.#reach, cell) ?? {
        ...passing,
        offers: this.#offers(wired !== undefined),
        ...(this.#socket === null && { daemon: this.#daemon, needsDaemon: true }),
        open: async (log, tools) => wired?.(log) ?? passing.open(log, tools),
      }
    );
  }

  #offers(isLogged: boolean): ReadonlySet<Need> {
    return new Set<Need>([
      ...(["exec", "own-dev", "user"] as const),
      ...(isLogged ? (["monitor", "reopen"] as const) : []),
      ...(isLogged && this.#socket === null ? (["daemon"] as const) : []),
    ]);
  }

  async #launch(spec: ContainerSpec, stdio: Stdio, signal: AbortSignal): Promise<Running> {
    const socket = spec.daemon?.socket ?? this.#socket;
    if (!socket) throw new Error(`${this.name} was given no daemon`);
    const client = await CriClient.open(socket);
    const log = logOf(stdio) ?? new CriLog(null);
    const image = await this.#loaded(client, spec).catch((error) => {
      client.close();
      throw error;
    });
    const daemon = listenerOn(socket);
    if (daemon !== null) spec.follow(daemon); // Its shims are PID 1's ancestors, not ours.
    const parent = await cgroupParent(client, spec);
    const container = new CriContainer(client, spec, { log, image, parent });
    try {
      demandWanted(signal);
      await container.start(signal);
    } catch (error) {
      throw leaving(error, await troubleOf(container.remove()));
    }
    const { hostPid, process, exited, monitor } = container;
    return {
      ...{ hostPid, process, exited, monitor },
      exec: ({ words }, stdio) => executeIn(client, container.id, words, stdio),
      reopen: async () => void (await client.ask("ReopenContainerLog", { container_id: container.id })),
      said: () => container.said,
      kill: () => container.remove(),
    };
  }

  /** The image's reference there. A daemon of the suite's own gets what holds a pod too, which no registry is asked for. */
  async #loaded(client: CriClient, spec: ContainerSpec): Promise<string> {
    const store = criStore(client, this.#isContainerd);
    if (spec.daemon && !(await store.has(PAUSE_REFERENCE)))
      await store.load({ tar: pauseOf(spec.daemon.socket), reference: PAUSE_REFERENCE });
    return await loadedReference(spec.image, store);
  }

  async #detectOwn(): Promise<Detection> {
    const missing = ["containerd", "ctr"].find((name) => !findProgram(name));
    if (missing)
      return {
        found: false,
        reason: `there is no ${missing} on this machine`,
        remedy: "apt-get install containerd",
      };
    if (!mayStart("containerd"))
      return {
        found: false,
        reason: "only root (CAP_SYS_ADMIN) can start a containerd",
        remedy: "run fd012 as root, or name a socket that you may use: --runtime cri=/run/…sock",
      };
    const problem = this.#binary === null ? null : whyNotExecutable(this.#binary);
    if (problem !== null)
      return {
        found: false,
        reason: problem,
        remedy: "name an OCI runtime's program: --runtime cri+/path/to/it",
      };
    const configuration = await outputOf(["containerd", "config", "default"]).catch(() => "");
    if (!/io\.containerd\.(grpc\.v1\.cri|cri\.v1\.)/.test(configuration))
      return {
        found: false,
        reason: "this machine's containerd is built without its CRI plugin",
        remedy: "apt-get install containerd",
      };
    const version = versionIn(await outputOf(["containerd", "--version"]));
    return { found: true, version, path: findProgram("containerd") ?? "" };
  }

  async #detectAt(socket: string): Promise<Detection> {
    const remedy = "start it, or name the socket of one that runs: --runtime cri=/run/…sock";
    const version = await versionAt(socket);
    if ("missing" in version) return { found: false, reason: version.missing, remedy };
    const { runtime_name, runtime_version } = version;
    this.#isContainerd = runtime_name === "containerd";
    const pause = await missingPause(socket).catch(() => null); // It may not say, and then its first pod tells.
    if (pause !== null)
      return {
        found: false,
        reason: `${socket} has not got the image of its pods, ${pause}`,
        remedy: `crictl --runtime-endpoint unix://${socket} pull ${pause}`,
      };
    return { found: true, version: `${runtime_name} ${runtime_version}`, path: socket };
  }

  clean = (isDead: IsDead): ReturnType<typeof cleanPods> => cleanPods(isDead);
  cleanImages = (): ReturnType<typeof cleanPodImages> => cleanPodImages();
}

function logOf(stdio: Stdio | undefined): CriLog | null {
  return stdio?.engine instanceof CriLog ? stdio.engine : null;
}

// "containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u3"
function versionIn(said: string): string {
  return /^containerd \S+ v?(\S+)/.exec(said)?.[1] ?? "";
}
