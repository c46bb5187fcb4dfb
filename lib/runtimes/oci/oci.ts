import { basename } from "node:path";
import type { Detection } from "../../detection.ts";
import { UsageError } from "../../errors.ts";
import { isRootless, type MountNamespace, mayMount } from "../../host/namespace.ts";
import { hereDocument, quoted } from "../../host/shell-words.ts";
import type { Need } from "../../needs.ts";
import { relayed } from "../../strategies/runtime-pipes.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { leaving, troubleOf } from "../failed-start.ts";
import type { RuntimeFamily, RuntimeRequest } from "../family.ts";
import { makeOwnNull } from "../own-null.ts";
import { offeringToo, passingOn } from "../passed-on.ts";
import { beyondReach } from "../reach.ts";
import type { ByHand, Cannot, Cell, ContainerSpec, GivenByHand, Plan, Running, Runtime } from "../runtime.ts";
import { StartFailed } from "../start-errors.ts";
import { demandWanted } from "../started-in-time.ts";
import { detectBinary, findRuntime } from "./binary.ts";
import { configuration } from "./bundle.ts";
import { OciContainer } from "./container.ts";
import { detachedCommand, runDetached, whyUnsupervised } from "./detached.ts";
import { type Attended, foregroundCommand, runForeground } from "./foreground.ts";
import { type Manner, mannerOf } from "./manner.ts";
import { rootlessOptions } from "./rootless.ts";
import { OciRunning } from "./running.ts";

const names = ["runc", "crun", "runsc", "youki"];

export const ociFamily: RuntimeFamily = {
  names,
  versionParts: names,
  summary: "an OCI runtime by name or path: run in the foreground; +detached: create and start",
  variants: "a mode: detached",
  open: (request) => new OciRuntime(request),
};

const DETACHED = "detached";

/**
 * An OCI runtime without an engine. In the foreground it is `run` with the caller's descriptors: it may pass them on (crun) or relay
 * between them and pipes of its own (runc), and which of the two is seen, not assumed. Detached it can only pass them on.
 */
class OciRuntime implements Runtime {
  readonly name: string;
  readonly summary = ociFamily.summary;
  readonly drivesForOthers = true;
  readonly #base: string;
  readonly #detached: boolean;
  #manner: Manner;
  /** As its --version names it. */
  #kind: string;
  /** Where it was detected. */
  #namespace: Pick<MountNamespace, "enter" | "as"> = { enter: [] };

  constructor({ name, base, variant }: RuntimeRequest) {
    if (variant !== null && variant !== DETACHED) {
      throw new UsageError("RUNTIME_SPEC", `${base} takes no "+${variant}" but "+${DETACHED}".`);
    }
    this.name = name;
    this.#base = base;
    this.#detached = variant === DETACHED;
    this.#kind = basename(base);
    this.#manner = mannerOf(this.#kind);
  }

  async detect(namespace: MountNamespace): Promise<Detection> {
    const { detection, kind } = await detectBinary(this.#base, namespace);
    this.#namespace = namespace;
    if (kind) this.#kind = kind; // A path tells nothing of what it leads to.
    this.#manner = mannerOf(this.#kind);
    const trouble = this.#detached ? whyUnsupervised() : null;
    if (detection.found && trouble)
      return { found: false, reason: trouble, remedy: "apt-get install perl-base" };
    return detection;
  }

  plan(cell: Cell): Plan | Cannot {
    const isRelayable = !this.#detached && relayable.has(cell.strategy.name);
    const how: Pick<Plan, "launch" | "byHand"> = {
      launch: (spec, stdio, signal) => this.#launch(spec, stdio, signal),
      byHand: (spec, given) => this.#byHand(spec, given),
    };
    const reach = this.#detached || this.#manner.opaque ? strategies : [...strategies, RELAYING];
    const beyond = beyondReach(this.name, { strategies: reach, places: this.#manner.places }, cell);
    if (beyond) return beyond;
    const plan = passingOn(cell.strategy, how, isRelayable ? orRelayed : undefined);
    return offeringToo(plan, ...this.#offers);
  }

  async #launch(spec: ContainerSpec, stdio: Stdio, signal: AbortSignal): Promise<Running> {
    demandWanted(signal);
    const container = new OciContainer(this.#commandIn(spec.namespace), spec);
    container.write(configuration(spec, { id: container.id, terminal: hasTerminal(stdio.sources) }));
    try {
      const { changes } = this.#manner;
      if (changes && mayMount()) await makeOwnNull(container.takesOwnNull(), changes);
      const attended = await this.#start(container, spec, stdio, signal);
      return new OciRunning(spec, container, attended, this.#manner.opaque, this.#detached);
    } catch (error) {
      // Of what did not start by its own will the runtime has removed all; of anything else the suite does.
      const left = error instanceof StartFailed && error.refused ? container.remains() : [];
      throw leaving(error, [...left, ...(await troubleOf(container.remove()))]);
    }
  }

  #byHand(spec: ContainerSpec, { sources, pidFile }: GivenByHand): ByHand {
    const { as } = spec.namespace;
    // Who is not root writes it in a directory of its own.
    const container = new OciContainer(this.#commandIn(spec.namespace), spec, as ? undefined : pidFile);
    const config = configuration(spec, { id: container.id, terminal: hasTerminal(sources) });
    const { changes } = this.#manner;
    const made =
      changes && mayMount()
        ? `mknod -m 666 ${quoted(container.takesOwnNull())} c 1 3 # ${changes} of it.\n`
        : "";
    const command = this.#detached
      ? detachedCommand(container, sources, this.#waiting)
      : foregroundCommand(container, sources);
    const start = `mkdir -p ${container.directories.map(quoted).join(" ")}
cat >${quoted(`${container.bundle}/config.json`)} ${hereDocument(JSON.stringify(config, null, 2), "CONFIG")}
${container.givenByHand}${made}${as ? `ln -s ${quoted(container.pidFile)} ${quoted(pidFile)}\n` : ""}${command.map(quoted).join(" ")}${this.#detached ? deletion(container) : ""}`;
    const by = (...words: readonly string[]) =>
      [...container.driven, ...container.command, ...words].map(quoted).join(" ");
    return {
      start,
      exec: (words) => by("exec", container.id, ...words),
      end: by("delete", "--force", container.id),
    };
  }

  #commandIn(namespace: MountNamespace): string[] {
    const options = [...this.#manner.options, ...rootlessOptions(this.#kind, namespace)];
    return [findRuntime(this.#base) ?? this.#base, ...options];
  }

  get #offers(): Need[] {
    const { opaque, preservesFds, forwards } = this.#manner;
    const { as } = this.#namespace;
    const isRoots = !isRootless(this.#namespace);
    return [
      "own-dev",
      ...(isRoots || as?.subordinate ? (["user"] as const) : []), // Else a user namespace has no user but its root.
      ...(isRoots && !opaque ? (["image-dev"] as const) : []), // gVisor has a /dev of its own kernel's, whatever is mounted.
      // Of a detached sandbox nobody tells the end but `wait`, which finds nothing where it has gone by then.
      ...(opaque && this.#detached ? [] : (["instant"] as const)),
      this.#detached ? "background" : "signal-runtime",
      ...(forwards && !this.#detached ? (["forwards-signals"] as const) : []),
      ...(preservesFds ? (["preserve-fds"] as const) : []),
      ...(opaque ? [] : (["exec", "cwd", "inherits"] as const)),
    ];
  }

  get #waiting() {
    return this.#manner.opaque ? ("ask" as const) : ("wait" as const);
  }

  #start(container: OciContainer, spec: ContainerSpec, stdio: Stdio, signal: AbortSignal): Promise<Attended> {
    return this.#detached
      ? runDetached(container, spec, stdio, { waiting: this.#waiting, signal })
      : runForeground(container, spec, stdio, signal);
  }
}

// A detached container stays until somebody says that it is not needed any more; the status to tell is the container's.
function deletion({ driven, command, id }: OciContainer): string {
  return `\nstatus=$?; ${[...driven, ...command, "delete", id].map(quoted).join(" ")}; ( exit $status )`;
}

function hasTerminal(sources: Stdio["sources"]): boolean {
  return sources.some(({ kind }) => kind === "terminal");
}

const strategies = ["direct-file", "shim-pipe", "redirect", "fifo", "socket", "pty", "null", "closed"];

/** Who copies between PID 1's terminal and a pipe is there for as long as PID 1 is; gVisor makes no terminal of its own but takes the caller's. */
const RELAYING = "pty-relay";

function orRelayed(stdio: Stdio): Stdio {
  return { ...stdio, accepts: [...stdio.accepts, relayed] };
}

/** Where a runtime that copies is honest: not with a terminal, nor where the wiring is made inside the container. */
const relayable: ReadonlySet<string> = new Set(["direct-file", "shim-pipe", "fifo", "socket", "null"]);
