import { mkdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Detection } from "../../detection.ts";
import { helperEnvironment } from "../../host/helper-process.ts";
import { lastLine } from "../../host/podman.ts";
import { identify, isAlive } from "../../host/process.ts";
import { findProgram, outputOf } from "../../host/programs.ts";
import { whyNotExecutable } from "../../host/unexecutable.ts";
import { loadedReference } from "../../images/loaded.ts";
import { containerdStore } from "../../images/loaded-containerd.ts";
import type { Need } from "../../needs.ts";
import type { LogPaths, Stdio } from "../../strategies/strategy.ts";
import { executing } from "../executing.ts";
import { leaving, troubleOf } from "../failed-start.ts";
import type { RuntimeFamily, RuntimeRequest } from "../family.ts";
import { endWithoutDaemon } from "../forced-end.ts";
import { containerName } from "../names.ts";
import { passingOn } from "../passed-on.ts";
import { mayStart } from "../private-daemon.ts";
import { beyondReach, type Reach } from "../reach.ts";
import type { Cannot, Cell, Cleaned, ContainerSpec, IsDead, Plan, Running, Runtime } from "../runtime.ts";
import { demandWanted } from "../started-in-time.ts";
import { byHandOf } from "./by-hand.ts";
import { type Ctr, cleanContainers, cleanImages } from "./clean.ts";
import { ContainerdContainer, type CtrStdio } from "./container.ts";
import { binaryLog, CtrLog, containerdLogs, twoTerminals } from "./log.ts";
import { loggersOf } from "./loggers.ts";
import { privateContainerd } from "./private-daemon.ts";
import { listenerOn, shimOf } from "./process.ts";
import { findSocket } from "./socket.ts";
import { fifosOf, outputOptions, runWords } from "./words.ts";

export const containerdFamily: RuntimeFamily = {
  names: ["containerd"],
  summary: "containerd by ctr; fds 1 and 2 are pipes to its shim, which appends to the log",
  variants: "an OCI runtime's binary, by name or path",
  logs: { names: Object.keys(containerdLogs), others: "--null-io is --strategy null" },
  open: (request) => new Containerd(request),
};

/** Everything is done in a namespace of the suite's own, so that nobody else's containers are seen or touched. */
export const NAMESPACE = "fd012";

class Containerd implements Runtime {
  readonly name: string;
  readonly summary = containerdFamily.summary;
  readonly #reach: Reach;
  readonly #binary: string | null;
  readonly #log: keyof typeof containerdLogs;
  #socket = "";

  constructor({ name, variant, log }: RuntimeRequest) {
    this.name = name;
    this.#log = log ?? "file";
    // What a log that was named has no part in is the same with any other.
    const strategies = log === null ? ["shim-pipe", "redirect", "pty", "null"] : ["shim-pipe"];
    this.#reach = { strategies, places: ["pid1"] }; // ctr has no init, and no word for the PID namespace of the host.
    this.#binary = variant?.includes("/") ? resolve(variant) : variant; // The daemon has a directory of its own.
  }

  async detect(): Promise<Detection> {
    const path = findProgram("ctr");
    if (!path)
      return {
        found: false,
        reason: "there is no ctr on this machine",
        remedy: "apt-get install containerd",
      };
    if (this.#binary !== null && basename(this.#binary).startsWith("runsc")) {
      const reason = "gVisor wants a shim of its own under containerd, containerd-shim-runsc-v1";
      return { found: false, reason, remedy: "use --runtime runsc or --runtime docker+runsc" };
    }
    const reason = this.#binary === null ? null : whyNotExecutable(this.#binary);
    if (reason !== null)
      return {
        found: false,
        reason,
        remedy: "name an OCI runtime's program: --runtime containerd+/path/to/it",
      };
    const place = await findSocket();
    const remedy = "start containerd, or name its socket: CONTAINERD_ADDRESS=/path/containerd.sock";
    if ("missing" in place) return { found: false, reason: place.missing, remedy };
    this.#socket = place.socket;
    try {
      const said = await outputOf([...this.#ctr(), "version"]);
      return { found: true, version: versionIn(said), path: place.socket };
    } catch (error) {
      const reason = `containerd at ${place.socket} does not answer: ${lastLine((error as Error).message)}`;
      return { found: false, reason, remedy };
    }
  }

  plan(cell: Cell): Plan | Cannot {
    const { name } = cell.strategy;
    const wired = (log: LogPaths) => {
      const made = log.limits?.logger === undefined ? containerdLogs[this.#log] : binaryLog;
      return (name === "shim-pipe" && made?.(log)) || null; // Else --null-io.
    };
    const how: Pick<Plan, "launch" | "byHand"> = {
      launch: (spec, stdio, signal) => this.#launch(spec, stdio, signal),
      byHand: (spec, given) =>
        byHandOf(spec, given, { ctr: this.#ctr(), binary: this.#binary, log: logOf(wired(given.log)) }),
    };
    const passing = passingOn(cell.strategy, how, name === "pty" ? twoTerminals : undefined);
    return (
      beyondReach(this.name, this.#reach, cell) ?? {
        ...passing,
        offers: offersOf(name === "shim-pipe", this.#log),
        daemon: privateContainerd,
        open: async (log, tools) => wired(log) ?? passing.open(log, tools),
      }
    );
  }

  async #launch(spec: ContainerSpec, stdio: Stdio, signal: AbortSignal): Promise<Running> {
    if (this.#socket === "") await this.detect();
    const { socket = this.#socket } = spec.daemon ?? {};
    const ctr = this.#ctr(socket);
    const image = await loadedReference(spec.image, containerdStore(ctr, helperEnvironment));
    demandWanted(signal);
    const daemon = listenerOn(socket);
    if (daemon !== null) spec.follow(daemon); // Its shims are PID 1's ancestors, not ours.
    const pidFile = `${spec.control}.pid`;
    const log = logOf(stdio);
    if (log?.copies) mkdirSync(fifosOf(spec));
    const words = runWords(spec, {
      output: outputOptions(spec, stdio.sources, log),
      pidFile,
      image,
      binary: this.#binary,
    });
    const container = await ContainerdContainer.start(ctr, words, containerName(spec), ownStdio(stdio, log));
    stdio.passed();
    try {
      await container.started(pidFile, spec.label, signal);
    } catch (error) {
      throw leaving(error, await troubleOf(container.remove()));
    }
    const monitor = identify(shimOf(containerName(spec)) ?? 0);
    return {
      hostPid: container.hostPid,
      process: container.process,
      exited: container.exited,
      monitor,
      daemons: [identify(daemon ?? 0)].filter((one) => one !== null),
      loggers: () => loggersOf(container.hostPid, monitor),
      remover: container.ctr,
      status: () => container.status(),
      exec: ({ name, words }, stdio) => {
        const pipes = spec.daemon ? ["--fifo-dir", fifosOf(spec)] : []; // Its /run is another than ctr's.
        const executed = ["--exec-id", name, ...pipes, containerName(spec), ...words];
        return executing([...ctr, "tasks", "exec", ...executed], spec, stdio);
      },
      said: () => container.said,
      async kill() {
        if (!spec.daemon || isAlive(spec.daemon.identity)) return await container.remove();
        await container.end();
        await endWithoutDaemon(spec.label, monitor);
      },
    };
  }

  clean = (isDead: IsDead): Promise<Cleaned> => this.#where((ctr) => cleanContainers(ctr, isDead));
  cleanImages = (): Promise<Cleaned> => this.#where((ctr) => cleanImages(ctr, NAMESPACE));

  // Where no containerd answers there is nothing to be seen, and so nothing to tell.
  async #where(act: (ctr: Ctr) => Promise<Cleaned>): Promise<Cleaned> {
    if (!(await this.detect()).found) return { removed: [], problems: [] };
    return act((...words) => outputOf([...this.#ctr(), ...words]));
  }

  #ctr(socket = this.#socket): string[] {
    return ["ctr", "--address", socket, "--namespace", NAMESPACE];
  }
}

function logOf(stdio: Stdio | null): CtrLog | null {
  return stdio?.engine instanceof CtrLog ? stdio.engine : null;
}

// A terminal's named pipe is below /run, and a daemon of the suite's own has another /run than ctr.
function offersOf(isShimPipe: boolean, log: keyof typeof containerdLogs): ReadonlySet<Need> {
  const isOwnable = isShimPipe && mayStart("containerd");
  return new Set([
    ...(["exec", "own-dev", "asked-status"] as const),
    ...(isShimPipe ? (["monitor"] as const) : []),
    ...(isShimPipe && log !== "fifo" ? (["logger", "keeps-ended"] as const) : []), // By fifo ctr itself keeps the log.
    ...(isOwnable ? (["daemon"] as const) : []),
  ]);
}

function ownStdio({ sources: [source] }: Stdio, log: CtrLog | null): CtrStdio {
  if (source.kind === "terminal") return { terminal: source.path };
  return log?.copies ?? null;
}

// "Client: … Server: Version: 1.6.20~ds1 …"
function versionIn(said: string): string {
  return /Server:\s+Version:\s+(\S+)/.exec(said)?.[1] ?? "";
}
