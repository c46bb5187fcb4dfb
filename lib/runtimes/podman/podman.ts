import { basename, resolve } from "node:path";
import type { Detection } from "../../detection.ts";
import type { MountNamespace } from "../../host/namespace.ts";
import { quoted } from "../../host/shell-words.ts";
import { archiveOf } from "../../images/archive.ts";
import { loadedReference } from "../../images/loaded.ts";
import { podmanStore } from "../../images/loaded-podman.ts";
import type { Need } from "../../needs.ts";
import type { LogPaths, Stdio } from "../../strategies/strategy.ts";
import { leaving, troubleOf } from "../failed-start.ts";
import type { RuntimeFamily, RuntimeParts, RuntimeRequest } from "../family.ts";
import { inheritable } from "../foreground.ts";
import { commandLine } from "../foreground-command.ts";
import { containerName } from "../names.ts";
import { type Manner, mannerOf } from "../oci/manner.ts";
import { offeringToo, passingOn } from "../passed-on.ts";
import { beyondReach } from "../reach.ts";
import {
  type ByHand,
  type Cannot,
  type Cell,
  type ContainerSpec,
  type GivenByHand,
  PLACES,
  type Plan,
  type Running,
  type Runtime,
} from "../runtime.ts";
import { StartFailed } from "../start-errors.ts";
import { demandWanted } from "../started-in-time.ts";
import { cleanContainers, cleanImages } from "./clean.ts";
import { PodmanContainer } from "./container.ts";
import { detectPodman, kindOf, optionsFor, type Parts } from "./detect.ts";
import {
  fileLog,
  fileTerminal,
  keptNowhere,
  madeInside,
  type PodmanLogDriver,
  podmanLogDrivers,
} from "./log.ts";
import { filesOf, findInit, logOf, runWords } from "./words.ts";

export const podmanFamily: RuntimeFamily = {
  names: ["podman"],
  summary:
    "podman by its command line; conmon's pipes (k8s-file), or the log itself (passthrough); --conmon PATH: another conmon",
  variants: "an OCI runtime, by name or path",
  versionParts: ["conmon"],
  logs: {
    names: podmanLogDrivers,
    others:
      "none is --strategy null, passthrough --strategy direct-file, and what journald keeps cannot be made stale",
  },
  open: (request, parts) => new Podman(request, parts),
};

/** Strategies whose wiring is conmon's, by what it makes of them. */
const ofConmon: Record<string, typeof fileLog> = { "shim-pipe": fileLog, pty: fileTerminal };
/** Wirings of the suite's that conmon has a part in all the same. */
const behindConmon: Record<string, (stdio: Stdio) => Stdio> = { null: keptNowhere, redirect: madeInside };

const strategies = [...inheritable, "pty"];

class Podman implements Runtime {
  readonly name: string;
  readonly summary = podmanFamily.summary;
  readonly #strategies: readonly string[];
  readonly #parts: Parts;
  readonly #client: string;
  readonly #log: PodmanLogDriver;
  #manner: Manner;
  #version = "";

  constructor({ name, variant, log }: RuntimeRequest, { conmon, client }: RuntimeParts = {}) {
    this.name = name;
    this.#log = podmanLogDrivers.find((driver) => driver === log) ?? podmanLogDrivers[0];
    // What a log driver that was named has no part in is the same with any other.
    this.#strategies = log === null ? strategies : Object.keys(ofConmon);
    const oci = variant?.includes("/") ? resolve(variant) : variant;
    this.#client = client ?? "podman";
    this.#parts = { oci, conmon: conmon ?? (process.env.FD012_CONMON || null) };
    this.#manner = mannerOf(basename(oci ?? ""));
  }

  async detect(namespace: MountNamespace): Promise<Detection> {
    const { detection, info } = await detectPodman(this.#parts, namespace);
    if (info) {
      this.#version = info.version.Version;
      this.#manner = mannerOf(kindOf(info)); // A path tells nothing of what it leads to.
    }
    return detection;
  }

  plan(cell: Cell): Plan | Cannot {
    const { strategy, place } = cell;
    const places = this.#manner.opaque ? this.#manner.places : PLACES;
    const beyond = beyondReach(this.name, { strategies: this.#strategies, places }, cell);
    if (beyond) return beyond;
    if (place === "under-init" && !findInit())
      return { cannot: "podman has no init to put in front of the workload: apt-get install catatonit" };
    const conmons = ofConmon[strategy.name];
    const behind = behindConmon[strategy.name];
    const isPassedThrough = !conmons && !behind;
    if (isPassedThrough && /^[0-3]\./.test(this.#version))
      return { cannot: `podman ${this.#version} has no log driver passthrough (4.0 has)` };
    const wired = (log: LogPaths) => conmons?.(log, this.#log) ?? null;
    const how: Pick<Plan, "launch" | "byHand"> = {
      launch: (spec, stdio, signal) => this.#launch(spec, stdio, signal),
      byHand: (spec, given) => this.#byHand(spec, given, wired(given.log)),
    };
    const passing = passingOn(strategy, how, behind);
    const gives: Need[] = [
      ...(["instant", "signal-runtime", "forwards-signals"] as const), // podman-run(1), --sig-proxy
      ...(["own-dev", "user", "forwarding-init", "asked-status"] as const),
      ...(this.#manner.opaque ? [] : (["exec"] as const)),
    ];
    if (isPassedThrough) return offeringToo(passing, ...gives);
    return {
      ...passing,
      offers: new Set<Need>([...gives, ...(conmons ? (["monitor", "logs", "attach"] as const) : [])]),
      open: async (log, tools) => wired(log) ?? passing.open(log, tools),
    };
  }

  async #launch(spec: ContainerSpec, stdio: Stdio, signal: AbortSignal): Promise<Running> {
    const image = await loadedReference(spec.image, podmanStore);
    demandWanted(signal);
    const files = filesOf(spec);
    const run = {
      name: containerName(spec),
      words: runWords(spec, { options: this.#options, log: logOf(stdio), image, files }),
      files,
      isPassedThrough: logOf(stdio) === null,
      execute: ["podman", ...this.#options, "exec", containerName(spec)],
      opaque: this.#manner.opaque,
      client: [this.#client, ...this.#options],
    };
    const container = await PodmanContainer.start(run, spec, stdio);
    try {
      await container.started(spec, signal);
    } catch (error) {
      const left = error instanceof StartFailed && error.refused ? await container.leftovers() : [];
      throw leaving(error, [...left, ...(await troubleOf(container.kill()))]);
    }
    return container;
  }

  #byHand(spec: ContainerSpec, { sources, pidFile }: GivenByHand, wired: Stdio | null): ByHand {
    const { tar, reference } = archiveOf(spec.image);
    const files = { ...filesOf(spec), ...(spec.place !== "under-init" && { pid: pidFile }) };
    const words = runWords(spec, { options: this.#options, log: logOf(wired), image: reference, files });
    const command = (wired ? words : commandLine(words, spec, sources)).map(quoted).join(" ");
    const start = `podman image exists ${reference} || podman load --input ${quoted(tar)} >&2
rm -f ${[files.containerId, files.conmonPid].map(quoted).join(" ")}
${spec.place === "under-init" ? tellingChild(command, spec, files.pid, pidFile) : command}`;
    const name = containerName(spec);
    return {
      start,
      exec: (words) => ["podman", ...this.#options, "exec", name, ...words].map(quoted).join(" "),
      end: `podman rm --force --ignore ${quoted(name)}`,
    };
  }

  clean = cleanContainers;
  cleanImages = cleanImages;

  get #options(): string[] {
    const ofRuntime = this.#manner.options.flatMap((option) => ["--runtime-flag", option.replace(/^--/, "")]);
    return [...optionsFor(this.#parts), ...ofRuntime];
  }
}

// podman tells the pid of the init; the workload is its child, and there once it says so.
function tellingChild(command: string, { control }: ContainerSpec, init: string, pidFile: string): string {
  return `${command} & run=$!
until grep -q '"ready"' ${quoted(`${control}/events`)} 2>/dev/null || ! kill -0 $run 2>/dev/null; do sleep 0.1; done
init=''; child=''; read -r init 2>/dev/null <${quoted(init)} || :
[ -z "$init" ] || read -r child _ 2>/dev/null <"/proc/$init/task/$init/children" || :
[ -z "$child" ] || echo "$child" >${quoted(pidFile)}; wait $run`;
}
