import { mkdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Detection } from "../../detection.ts";
import { giveTo } from "../../host/account.ts";
import type { MountNamespace } from "../../host/namespace.ts";
import { loadedReference } from "../../images/loaded.ts";
import { podmanStoreOf } from "../../images/loaded-podman.ts";
import type { Need } from "../../needs.ts";
import type { LogPaths, Stdio } from "../../strategies/strategy.ts";
import { leaving, troubleOf } from "../failed-start.ts";
import type { RuntimeFamily, RuntimeParts, RuntimeRequest } from "../family.ts";
import { inheritable } from "../foreground.ts";
import { containerName } from "../names.ts";
import { type Manner, mannerOf } from "../oci/manner.ts";
import { offeringToo, passingOn } from "../passed-on.ts";
import { beyondReach } from "../reach.ts";
import {
  type Cannot,
  type Cell,
  type ContainerSpec,
  PLACES,
  type Plan,
  type Running,
  type Runtime,
} from "../runtime.ts";
import { StartFailed } from "../start-errors.ts";
import { demandWanted } from "../started-in-time.ts";
import { podmanByHand } from "./by-hand.ts";
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
import { podmanIn, type StorageDriver } from "./seat.ts";
import { filesOf, findInit, logOf, ownDirectory, runWords } from "./words.ts";

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
  readonly drivesForOthers = true;
  readonly #strategies: readonly string[];
  readonly #parts: Parts;
  readonly #client: string;
  readonly #log: PodmanLogDriver;
  #manner: Manner;
  #version = "";
  #driver: StorageDriver = "vfs";

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
    const { detection, info, driver } = await detectPodman(this.#parts, namespace);
    this.#driver = driver;
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
      byHand: (spec, given) =>
        podmanByHand(spec, given, logOf(wired(given.log)), {
          ...podmanIn(spec.namespace, this.#driver),
          options: this.#options,
        }),
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
    const seat = podmanIn(spec.namespace, this.#driver);
    const image = await loadedReference(spec.image, podmanStoreOf(seat));
    demandWanted(signal);
    const files = filesOf(spec);
    this.#giveFiles(spec);
    const run = {
      name: containerName(spec),
      seat,
      words: runWords(spec, {
        command: seat.command,
        options: this.#options,
        log: logOf(stdio),
        image,
        files,
      }),
      files,
      isPassedThrough: logOf(stdio) === null,
      execute: [...seat.command, ...this.#options, "exec", containerName(spec)],
      opaque: this.#manner.opaque,
      client: [...(spec.namespace.as ? [...seat.driven, ...seat.command] : [this.#client]), ...this.#options],
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

  #giveFiles({ control, namespace: { as } }: ContainerSpec): void {
    if (!as) return;
    mkdirSync(ownDirectory(control), { mode: 0o700 });
    giveTo(as, ownDirectory(control));
  }

  clean = cleanContainers;
  cleanImages = cleanImages;

  get #options(): string[] {
    const ofRuntime = this.#manner.options.flatMap((option) => ["--runtime-flag", option.replace(/^--/, "")]);
    return [...optionsFor(this.#parts), ...ofRuntime];
  }
}
