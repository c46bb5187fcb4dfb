import type { ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DeadlineError, MachineError } from "../errors.ts";
import { removeOnceEmpty } from "../host/cgroups.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { type HelperProcess, helperEnvironment, startHelper } from "../host/helper-process.ts";
import { endLabelled } from "../host/labelled.ts";
import { mayMount } from "../host/namespace.ts";
import { identify, initialVariable, isAlive, type ProcessIdentity, signalProcess } from "../host/process.ts";
import { findProgram } from "../host/programs.ts";
import { removeTree } from "../host/remove-tree.ts";
import { startProcess } from "../host/start-process.ts";
import type { Daemon, DaemonKind } from "./daemon.ts";
import { containerName } from "./names.ts";
import holdMounts from "./private-daemon.sh";

/** Of the files that every kind has. */
export const SOCKET = "socket";
const LOG = "log";
/** Nobody tells when a socket takes requests, so it is asked. */
const PAUSE = 20;

/**
 * A mount namespace of its own, with a /run of its own, for all its lives: what it and its shims mount and keep there, which paths no option of
 * theirs names, goes with the last of them. What is mounted elsewhere later is not seen there, unless mounts are shared on this machine.
 */
const NAMESPACE = ["unshare", "--mount", "--propagation", "slave", "--"];

/** Whether a kind of daemon can be started here, which mounts, and starts these programs. */
export function mayStart(...programs: readonly string[]): boolean {
  return mayMount() && programs.every((name) => findProgram(name) !== null);
}

/**
 * Starts a daemon on a directory, which is made. By its label `fd012 clean` knows it, and whatever it has started, should the suite be killed.
 * @param logs where its containers' logs are to lie, on a file system that is mounted by now; null for its own directory
 * @param closedBy registers what ends it, before it is started
 * @throws MachineError `DAEMON` where it ends, or takes no requests by its deadline
 */
export async function startPrivateDaemon(
  kind: DaemonKind,
  directory: string,
  logs: string | null,
  closedBy: (close: () => Promise<void>) => void,
): Promise<Daemon> {
  const daemon = new PrivateDaemon(kind, directory, logs);
  closedBy(() => daemon.close());
  await daemon.restart();
  return daemon;
}

class PrivateDaemon implements Daemon {
  readonly #kind: DaemonKind;
  readonly #directory: string;
  readonly logs: string | null;
  #child: ChildProcess | null = null;
  #gone: Promise<void> = Promise.resolve();
  #identity: ProcessIdentity = { pid: 0, startTime: "" };
  /** Its end, if it comes, is the suite's doing. */
  #isOurs = false;
  #mounts: HelperProcess | null = null;

  constructor(kind: DaemonKind, directory: string, logs: string | null) {
    this.#kind = kind;
    this.#directory = directory;
    this.logs = logs;
  }

  get socket(): string {
    return this.#file(SOCKET);
  }

  get identity(): ProcessIdentity {
    return this.#identity;
  }

  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  stop(): void {
    signalProcess(this.#identity, "SIGSTOP");
  }

  resume(): void {
    signalProcess(this.#identity, "SIGCONT");
  }

  async restart(): Promise<void> {
    await this.#endSoftly();
    await this.#prepare();
    for (const name of this.#kind.pidFiles) this.#forget(this.#reach(name));
    await this.#start();
    const ready = this.#takesRequests();
    await within(ready, deadline("start of a private daemon"), `the start of the suite's own ${this.#name}`);
  }

  failure(): string | null {
    const end = this.#child?.signalCode ?? this.#child?.exitCode ?? null;
    if (this.#isOurs || end === null) return null;
    return `the suite's own ${this.#name} has ended by itself, with ${end}: ${this.#lastLine()}`;
  }

  async close(): Promise<void> {
    await this.#endSoftly().catch(() => {}); // Who is still there is found below.
    const left = await endLabelled((label) => label === this.#label);
    await this.#mounts?.close();
    if (left.length > 0) throw new MachineError("DAEMON", `${left.join(", ")} survives SIGKILL`);
    await removeOnceEmpty(this.#group);
    removeTree(this.#directory);
  }

  async #prepare(): Promise<void> {
    if (this.#mounts) return;
    mkdirSync(this.#directory);
    this.#kind.prepare((name) => this.#file(name));
    this.#mounts = await startHelper(`mounts of ${this.#name}`, NAMESPACE, holdMounts, this.#logMount());
  }

  /** Of private-daemon.sh. */
  #logMount(): string[] {
    const { logs = "" } = this.#kind;
    return this.logs === null ? [] : [this.#file(dirname(logs)), this.#file(logs), this.logs];
  }

  /** One that reads there of a process which is but dying, or is another by now, takes it for its own that still runs. */
  #forget(pidFile: string): void {
    const found = existsSync(pidFile) ? identify(Number(readFileSync(pidFile, "utf8"))) : null;
    if (found && initialVariable(found.pid, "FD012_LABEL") === this.#label) signalProcess(found, "SIGKILL");
    rmSync(pidFile, { force: true });
  }

  async #start(): Promise<void> {
    const words = [this.#kind.program, ...this.#kind.words((name) => this.#file(name), this.#group)];
    const log = openSync(this.#file(LOG), "a");
    try {
      this.#isOurs = false;
      const enter = ["nsenter", "--target", String(this.#mounts?.pid), "--mount", "--"];
      const child = await startProcess([...enter, ...words], {
        stdio: ["ignore", log, log],
        // For its own /run: the file into which a containerd writes what it does where it does not answer its dockerd in time, and the shims'
        // sockets of terminals, whose paths may not be long.
        env: { ...helperEnvironment, FD012_LABEL: this.#label, TMPDIR: "/run" },
        detached: true, // A terminal's Ctrl-C is for the suite, which ends its daemons in order.
      });
      this.#child = child;
      this.#identity = identify(child.pid as number) ?? this.#identity;
      this.#gone = new Promise((resolve) => child.once("exit", () => resolve()));
    } finally {
      closeSync(log);
    }
  }

  async #takesRequests(): Promise<void> {
    while (!(await this.#kind.answers(this.socket))) {
      const failure = this.failure();
      if (failure !== null) throw new MachineError("DAEMON", `${failure}.`);
      if (this.#isOurs) return; // It was ended meanwhile, and whoever did that knows.
      await setTimeout(PAUSE);
    }
  }

  /** One that was stopped takes a signal when it goes on. */
  async #endSoftly(): Promise<void> {
    this.resume();
    await this.#end("SIGTERM").catch(async (error) => {
      if (!(error instanceof DeadlineError)) throw error;
      await this.#end("SIGKILL");
    });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (isAlive(this.#identity)) this.#isOurs = true;
    signalProcess(this.#identity, signal);
    await within(this.#gone, deadline("end of a private daemon"), `the end of the suite's own ${this.#name}`);
  }

  #lastLine(): string {
    return readFileSync(this.#file(LOG), "utf8").trim().split("\n").at(-1) ?? "";
  }

  get #name(): string {
    return this.#kind.program;
  }

  /** By its beginning `fd012 clean` knows it, as it does those of containers. */
  get #group(): string {
    return containerName({ label: this.#directory });
  }

  get #label(): string {
    return this.#file("daemon");
  }

  /** What has an absolute path is in its own mounts. */
  #reach(name: string): string {
    return isAbsolute(name) ? `/proc/${this.#mounts?.pid}/root${name}` : this.#file(name);
  }

  #file(name: string): string {
    return join(this.#directory, name);
  }
}
