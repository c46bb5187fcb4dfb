import { existsSync } from "node:fs";
import type { Detection } from "../detection.ts";
import { findProgram, outputOf } from "../host/programs.ts";
import { quoted } from "../host/shell-words.ts";
import { archiveOf } from "../images/archive.ts";
import { loadedReference } from "../images/loaded.ts";
import { podmanStore } from "../images/loaded-podman.ts";
import type { LogPaths, Stdio } from "../strategies/strategy.ts";
import { removeEach } from "./docker-clean.ts";
import { foregroundScript } from "./foreground-command.ts";
import { containerName } from "./names.ts";
import { crunRefusal } from "./oci-cgroups.ts";
import { runInForeground } from "./podman-container.ts";
import { k8sFileLog, noLog } from "./podman-log.ts";
import type { Cleaned, ContainerSpec, Place, Running, Runtime } from "./runtime.ts";
import type { RuntimeFamily, RuntimeRequest } from "./spec.ts";

export const podmanFamily: RuntimeFamily = {
  names: ["podman"],
  summary:
    "podman by its command line; conmon's pipes, or the log itself (passthrough); FD012_CONMON names another conmon",
  variants: "an OCI runtime, by name or path",
  open: (request) => new Podman(request),
};

const PASSTHROUGH = "direct-file";
const LABEL = "fd012";

class Podman implements Runtime {
  readonly name: string;
  readonly summary = podmanFamily.summary;
  readonly strategies = [PASSTHROUGH, "shim-pipe", "redirect", "null"];
  readonly places: Place[] = ["pid1", "under-init", "host-pid-namespace"];
  /** Options before the subcommand. */
  readonly #options: readonly string[];

  constructor({ name, variant }: RuntimeRequest) {
    this.name = name;
    const conmon = process.env.FD012_CONMON;
    this.#options = [
      ...(variant === null ? [] : ["--runtime", variant]),
      ...(conmon === undefined ? [] : ["--conmon", conmon]),
    ];
  }

  async detect(): Promise<Detection> {
    const path = findProgram("podman");
    if (!path) {
      const reason = "there is no podman on this machine";
      return { found: false, reason, remedy: "apt-get install podman conmon crun" };
    }
    try {
      const said = await outputOf([path, ...this.#options, "info", "--format", "json"]);
      const { host, version } = JSON.parse(said) as PodmanInfo;
      const refusal = host.ociRuntime.name === "crun" ? crunRefusal() : null;
      return refusal ?? { found: true, version: versionsIn(host, version), path };
    } catch (error) {
      const remedy = "see what podman info says; apt-get install podman conmon crun";
      return { found: false, reason: `podman cannot be used: ${lastLine((error as Error).message)}`, remedy };
    }
  }

  cannot({ place }: { place: Place }): string | null {
    if (place !== "under-init" || findInit()) return null;
    return "podman has no init to put in front of the workload (catatonit)";
  }

  wire(strategy: string, log: LogPaths): Stdio | null {
    if (strategy === "shim-pipe") return k8sFileLog(log);
    return strategy === "null" ? noLog() : null;
  }

  async launch(spec: ContainerSpec, stdio: Stdio): Promise<Running> {
    const image = await loadedReference(spec.image, podmanStore);
    const pidFile = `${spec.control}.pid`;
    const words = this.#run(spec, stdio.sources, image, pidFile, stdio);
    const run = {
      name: containerName(spec),
      words,
      pidFile,
      isPassedThrough: isPassedThrough(stdio.sources),
    };
    return runInForeground(run, spec, stdio);
  }

  script(spec: ContainerSpec, sources: Stdio["sources"], pidFile: string): string {
    const { tar, reference } = archiveOf(spec.image);
    const words = this.#run(spec, sources, reference, pidFile, k8sFileLog({ stdout: "log", stderr: "log" }));
    const command = isPassedThrough(sources)
      ? foregroundScript({ words }, spec, sources, pidFile)
      : words.map(quoted).join(" ");
    return `podman image exists ${reference} || podman load --input ${quoted(tar)} >&2
${command}`;
  }

  clean = async (isDead: (label: string) => boolean): Promise<Cleaned> => {
    if (!findProgram("podman")) return { removed: [], problems: [] };
    const format = `{{.Names}}\t{{index .Labels "${LABEL}"}}`;
    const said = await outputOf(["podman", "ps", "--all", "--filter", `label=${LABEL}`, "--format", format]);
    const dead = said
      .split("\n")
      .map((line) => line.split("\t"))
      .filter(([name, label]) => name && isDead(label ?? ""));
    return removeEach(
      dead.map(([name]) => ({
        what: `podman container ${name}`,
        remove: () => outputOf(["podman", "rm", "--force", "--ignore", "--time", "0", name as string]),
      })),
    );
  };

  cleanImages = async (): Promise<Cleaned> => {
    if (!findProgram("podman")) return { removed: [], problems: [] };
    const format = "{{.Repository}}:{{.Tag}}";
    const said = await outputOf([
      "podman",
      "images",
      "--filter",
      "reference=localhost/fd012/*",
      "--format",
      format,
    ]);
    const images = said.split("\n").filter(Boolean);
    return removeEach(
      images.map((name) => ({
        what: `podman image ${name}`,
        remove: () => outputOf(["podman", "rmi", name]),
      })),
    );
  };

  #run(
    spec: ContainerSpec,
    sources: Stdio["sources"],
    image: string,
    pidFile: string,
    stdio: Stdio,
  ): string[] {
    const mounts = [{ source: spec.control, target: "/fd012" }, ...(spec.mounts ?? [])];
    return [
      ...["podman", ...this.#options, "run", "--rm", "--name", containerName(spec), "--pidfile", pidFile],
      ...["--label", `${LABEL}=${spec.label}`, "--env", `FD012_LABEL=${spec.label}`, "--network", "none"],
      // Without CAP_SYS_RESOURCE the engine's own defaults cannot be set.
      ..."--ulimit nofile=1024:1024 --ulimit nproc=1024:1024".split(" "),
      ...logOptions(sources, stdio),
      ...flags[spec.place],
      ...mounts.flatMap(({ source, target }) => ["--volume", `${source}:${target}`]),
      ...["--entrypoint", JSON.stringify(spec.image.entrypoint), image, ...spec.args],
    ];
  }
}

// A file that the suite opened can only be handed on as it is.
function isPassedThrough(sources: Stdio["sources"]): boolean {
  return sources[1].kind === "file";
}

function logOptions(sources: Stdio["sources"], { files, unlogged }: Stdio): string[] {
  if (isPassedThrough(sources)) return ["--log-driver", "passthrough"];
  const path = files?.().stdout;
  if (unlogged || path === undefined) return ["--log-driver", "none"];
  return ["--log-driver", "k8s-file", "--log-opt", `path=${path}`];
}

const flags: Record<Place, readonly string[]> = {
  pid1: [],
  "under-init": ["--init"],
  "host-pid-namespace": ["--pid", "host"],
};

interface PodmanInfo {
  readonly host: {
    readonly conmon: { readonly version: string };
    readonly ociRuntime: { readonly name: string; readonly version: string };
  };
  readonly version: { readonly Version: string };
}

function versionsIn({ conmon, ociRuntime }: PodmanInfo["host"], { Version }: PodmanInfo["version"]): string {
  const oci = ociRuntime.version.split("\n")[0] ?? ociRuntime.name;
  return [Version, conmon.version.split(",")[0], oci].join(", ");
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

// Where containers.conf's init_path points by default.
function findInit(): boolean {
  return findProgram("catatonit") !== null || existsSync("/usr/libexec/podman/catatonit");
}
