import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Account, giveTo } from "../../host/account.ts";
import { removeOnceEmpty } from "../../host/cgroups.ts";
import { endedAfter } from "../../host/ended-after.ts";
import { helperEnvironment } from "../../host/helper-process.ts";
import { drivenIn } from "../../host/namespace.ts";
import { removeTree } from "../../host/remove-tree.ts";
import { quoted } from "../../host/shell-words.ts";
import type { Stdio } from "../../strategies/strategy.ts";
import { withNull } from "../own-null.ts";
import type { ContainerSpec } from "../runtime.ts";
import { cgroupsOf } from "./cgroups.ts";

const MOST_SAID = 8_192;

/**
 * One container and the directory of its own where everything about it stands: the bundle, the runtime's state, its log and
 * its pid file. Nothing is shared with the machine's containers, so all of it can be removed.
 */
export class OciContainer {
  readonly id: string;
  readonly bundle: string;
  readonly pidFile: string;
  readonly caller: ContainerSpec["caller"];
  /** Options of `run` and `create` for descriptors above 2 that are to reach PID 1. */
  readonly passing: readonly string[];
  /** Words before a shell's that calls the runtime: in its mount namespace, as its user. */
  readonly driven: readonly string[];
  readonly #account: Account | undefined;
  readonly #runtime: readonly string[];
  readonly #directory: string;
  /** A null device in place of the machine's; see own-null.ts. */
  #null: string | null = null;
  #said = "";

  /** @param runtime the binary and the options that it wants on this machine */
  constructor(
    runtime: readonly string[],
    {
      label,
      control,
      caller,
      preserve,
      namespace,
    }: Pick<ContainerSpec, "label" | "control" | "caller" | "preserve" | "namespace">,
    pidFile?: string,
  ) {
    this.id = `${basename(dirname(label))}-${basename(label)}`;
    this.#runtime = runtime;
    this.driven = drivenIn(namespace);
    this.#account = namespace.as;
    this.caller = caller;
    this.passing = preserve === undefined ? [] : ["--preserve-fds", String(preserve)];
    this.#directory = `${control}.oci`; // Beside the control directory: whoever is in the container cannot reach it.
    this.bundle = join(this.#directory, "bundle");
    this.pidFile = pidFile ?? join(this.#directory, "pid");
  }

  get #state(): string {
    return join(this.#directory, "state");
  }

  get #log(): string {
    return join(this.#directory, "log");
  }

  /** The runtime's command, up to the word that says what it is to do, for whoever is `driven` already. */
  get command(): string[] {
    return [...this.#runtime, "--root", this.#state, "--log", this.#log];
  }

  get directories(): string[] {
    return [this.bundle, this.#state];
  }

  /** The runtime's are the directory itself, for its log and pid file, and its state; the bundle it may read. */
  get #own(): string[] {
    return [this.#directory, this.#state];
  }

  /** @returns where one must be made, before the runtime is called */
  takesOwnNull(): string {
    this.#null = join(this.#directory, "null");
    return this.#null;
  }

  /** What fds 0–2 of the runtime are to be. */
  wired(sources: Stdio["sources"]): Stdio["sources"] {
    return this.#null === null ? sources : withNull(sources, this.#null);
  }

  write(config: object): void {
    for (const directory of this.directories) mkdirSync(directory, { recursive: true });
    writeFileSync(join(this.bundle, "config.json"), JSON.stringify(config, null, 2));
    giveTo(this.#account, ...this.#own);
  }

  /** By hand too, for root's shell: nothing, where nobody else drives the runtime. */
  get givenByHand(): string {
    return this.#account
      ? `chown ${this.#account.uid}:${this.#account.gid} ${this.#own.map(quoted).join(" ")}\n`
      : "";
  }

  /** What the runtime wrote to its log; what it wrote to fd 2 stands in the container's. */
  said(): string {
    try {
      this.#said = readFileSync(this.#log, "utf8").slice(-MOST_SAID);
    } catch {
      // It has written none, or is removed by now.
    }
    return this.#said;
  }

  /** Runs one of the runtime's other commands, `kill` or `delete`. @throws Error with what it said */
  async run(...words: string[]): Promise<void> {
    const [program, ...rest] = [...this.driven, ...this.command, ...words];
    const options = { env: helperEnvironment, ...endedAfter("command") };
    await promisify(execFile)(program as string, rest, options);
  }

  /** What the runtime has left of a container that has ended. */
  remains(): string[] {
    return [
      ...this.#stateFiles().map((name) => `state ${name}`),
      ...cgroupsOf(this.id).map((path) => `cgroup ${path}`),
    ];
  }

  /**
   * Removes the container, where the runtime still knows of it, and everything about it.
   * @throws Error where it cannot
   */
  async remove(): Promise<void> {
    if (this.#stateFiles().length > 0) await this.run("delete", "--force", this.id).catch(() => {}); // What it left is told next.
    this.said();
    await removeOnceEmpty(this.id).finally(() => removeTree(this.#directory));
  }

  // A runtime may keep files of its own there; what is named after the container is its.
  #stateFiles(): string[] {
    try {
      return readdirSync(this.#state).filter((name) => name.includes(this.id));
    } catch {
      return [];
    }
  }
}
