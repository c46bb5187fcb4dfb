import { type ChildProcess, execFile } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import type { Detection } from "../../detection.ts";
import { fateOf, hasEnded, wordsOf } from "../../host/child.ts";
import { endedAfter } from "../../host/ended-after.ts";
import { helperEnvironment } from "../../host/helper-process.ts";
import { type MountNamespace, mayMount } from "../../host/namespace.ts";
import { type ProcessIdentity, signalProcess } from "../../host/process.ts";
import { quoted } from "../../host/shell-words.ts";
import { startProcess } from "../../host/start-process.ts";
import type { Need } from "../../needs.ts";
import type { Fate } from "../../results/schema.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { passedOn } from "../calling.ts";
import { endStarted, leaving } from "../failed-start.ts";
import type { RuntimeFamily } from "../family.ts";
import { endRest, forcedEnd } from "../forced-end.ts";
import { ownProcess } from "../own-process.ts";
import { offeringToo, passingOn } from "../passed-on.ts";
import { beyondReach, type Reach } from "../reach.ts";
import {
  type ByHand,
  type Cannot,
  type Cell,
  type ContainerSpec,
  type GivenByHand,
  PLACES,
  type Place,
  type Plan,
  type Running,
  type Runtime,
} from "../runtime.ts";
import { StartFailed } from "../start-errors.ts";
import { demandWanted, startedInTime } from "../started-in-time.ts";
import { initScript } from "./init.ts";

/** util-linux's unshare(1): no engine, no images, just the kernel. The executable model of both wirings. */
export const unshare: Runtime = {
  name: "unshare",
  summary: "namespaces by util-linux alone; the model of both wirings",

  async detect(namespace: MountNamespace): Promise<Detection> {
    const [program, ...words] = [...namespace.enter, "sh", "-c", PROBE];
    try {
      const { stdout } = await promisify(execFile)(program as string, words, {
        env: helperEnvironment,
        ...endedAfter("command"),
      });
      return { found: true, version: stdout.trim().split(" ").at(-1) ?? "", path: "unshare" };
    } catch (error) {
      const said = String((error as { stderr?: string }).stderr ?? error).trim();
      return {
        found: false,
        reason: `unshare cannot create PID and mount namespaces here: ${said}`,
        remedy: "run as root, or allow user namespaces, and install util-linux",
      };
    }
  },

  plan(cell: Cell): Plan | Cannot {
    return (
      beyondReach(this.name, reach, cell) ??
      offeringToo(passingOn(cell.strategy, { launch, byHand }), "inherits", "instant", ...asRoot())
    );
  },
};

export const unshareFamily: RuntimeFamily = {
  names: ["unshare"],
  summary: unshare.summary,
  variants: null,
  open: ({ name }) => ({ ...unshare, name }),
};

const reach: Reach = {
  strategies: ["direct-file", "shim-pipe", "redirect", "fifo", "socket", "pty", "null", "closed"],
  places: PLACES,
};

/** Without root there is no other user in the namespace, and nobody makes devices. */
function asRoot(): Need[] {
  return mayMount() ? ["image-dev", "user"] : [];
}

const UNREPORTED = "unshare reports no status of PID 1: a shell of the suite's own waits for it";
const PROBE =
  "unshare --version; unshare --mount --pid --fork --kill-child -- mount -t proc proc /proc && setpriv --version >&2";

async function launch(spec: ContainerSpec, stdio: Stdio, signal: AbortSignal): Promise<Running> {
  demandWanted(signal);
  const child = await start(spec, stdio);
  const exited = fateOf(child);
  const said = wordsOf(child);
  stdio.passed();
  try {
    const hostPid = await pidFrom(child, exited, signal);
    const process = await ownProcess(hostPid, { label: spec.label, ancestor: child.pid }, "unshare's shell");
    return {
      ...{ hostPid, process, exited, unreported: UNREPORTED },
      said,
      kill: () => kill(child, process, exited).finally(() => endRest(spec.label)),
    };
  } catch (error) {
    child.kill("SIGKILL");
    throw leaving(error instanceof StartFailed ? error.saying(said()) : error, await endStarted(spec.label));
  }
}

function byHand(spec: ContainerSpec, { sources, pidFile }: GivenByHand): ByHand {
  return { start: `${commandLine(spec, sources).map(quoted).join(" ")} 3>${quoted(pidFile)}` };
}

/** fd 3 carries the host's pid of the workload; fds 4, 5 and 6 are what becomes its fds 1, 2 and 0, where the caller holds them. */
function start(spec: ContainerSpec, stdio: Stdio): Promise<ChildProcess> {
  return startProcess(commandLine(spec, stdio.sources), {
    stdio: ["ignore", "ignore", "pipe", "pipe", ...passedOn(stdio)],
    env: { ...helperEnvironment, FD012_LABEL: spec.label },
    detached: true, // A terminal's Ctrl-C is for the suite, which ends its containers in order.
  });
}

// setpriv, here and in the script: when the suite goes, the shell goes; when the shell goes, PID 1 goes.
function commandLine(spec: ContainerSpec, sources: Stdio["sources"]): string[] {
  return [
    ...spec.namespace.enter,
    ..."setpriv --pdeathsig KILL -- unshare --mount".split(" "),
    ...namespaces[spec.place],
    ...["--", "sh", "-c", initScript(spec, sources), "fd012-init"],
    ...[spec.image.rootfs, ...spec.image.entrypoint, ...spec.args],
  ];
}

const namespaces: Record<Place, readonly string[]> = {
  pid1: ["--pid"],
  "under-init": ["--pid"],
  "host-pid-namespace": [],
};

async function pidFrom(child: ChildProcess, exited: Promise<Fate>, signal: AbortSignal): Promise<number> {
  const pipe = child.stdio[3] as NodeJS.ReadableStream;
  const word = once(pipe, "data").then(([bytes]) => Number(String(bytes)));
  // Of a PID 1 that ends at once both may be heard of in one moment, its end first: what it wrote before is in the pipe.
  const gone = Promise.all([exited, once(pipe, "end")]).then(([fate]) => {
    throw new StartFailed(`unshare ended before PID 1 began: ${JSON.stringify(fate)}`, "", false, {
      status: fate,
    });
  });
  return startedInTime(Promise.race([word, gone]), "the start of unshare", signal);
}

async function kill(child: ChildProcess, pid1: ProcessIdentity | null, exited: Promise<Fate>): Promise<void> {
  signalProcess(pid1, "SIGKILL"); // Where it has gone by itself, unshare has too, or is about to; but it may have outlived unshare.
  if (hasEnded(child)) return;
  await forcedEnd(exited, "unshare", () => child.kill("SIGKILL"));
}
