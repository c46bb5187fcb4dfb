import type { ChildProcess } from "node:child_process";
import { closeSync, constants, openSync, readFileSync } from "node:fs";
import { MachineError } from "../../errors.ts";
import { appearance } from "../../host/appearance.ts";
import { fateOf, hasEnded, wordsOf } from "../../host/child.ts";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { helperEnvironment } from "../../host/helper-process.ts";
import { type ProcessIdentity, signalProcess } from "../../host/process.ts";
import { outputOf } from "../../host/programs.ts";
import { startProcess } from "../../host/start-process.ts";
import type { Fate } from "../../results/schema.ts";
import type { LogPaths } from "../../strategies/strategy.ts";
import { ownProcess } from "../own-process.ts";
import { StartFailed } from "../start-errors.ts";
import { startedInTime } from "../started-in-time.ts";
import { type Ctr, removeContainer } from "./clean.ts";
import { shimOf } from "./process.ts";

const MOST_SAID = 8_192;

/** What ctr is started on: a terminal, two files that it appends to, or pipes by which the suite hears what it says. */
export type CtrStdio = { readonly terminal: string } | LogPaths | null;

/** One container of containerd: a `ctr run --rm` in the foreground, whose exit status is what is reported. */
export class ContainerdContainer {
  readonly #ctr: readonly string[];
  readonly #id: string;
  readonly #child: ChildProcess;
  readonly exited: Promise<Fate>;
  #hostPid = 0;
  #process: ProcessIdentity | null = null;
  said = "";

  /** @param ctr the command and its global options; @param words of `ctr run` */
  static async start(
    ctr: readonly string[],
    words: readonly string[],
    id: string,
    stdio: CtrStdio,
  ): Promise<ContainerdContainer> {
    return new ContainerdContainer(ctr, id, await start([...ctr, ...words], stdio));
  }

  private constructor(ctr: readonly string[], id: string, child: ChildProcess) {
    this.#ctr = ctr;
    this.#id = id;
    this.#child = child;
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.said = (this.said + text).slice(-MOST_SAID);
      });
    }
    this.exited = this.#end();
  }

  get hostPid(): number {
    return this.#hostPid;
  }

  get process(): ProcessIdentity | null {
    return this.#process;
  }

  /** Resolves once containerd has written PID 1's pid to the file that ctr was told. @throws StartFailed @throws LaunchAborted */
  async started(pidFile: string, label: string, signal: AbortSignal): Promise<void> {
    const gone = this.exited.then((fate) => {
      throw new StartFailed(`containerd did not start PID 1: ${JSON.stringify(fate)}`, this.said, false, {
        status: fate,
      });
    });
    gone.catch(() => {});
    const over = new AbortController();
    try {
      const written = appearance(pidFile, (text) => text.length > 0, over.signal);
      await startedInTime(Promise.race([written, gone]), "the start of PID 1 under containerd", signal);
      this.#hostPid = Number(readFileSync(pidFile, "utf8"));
      const marks = { label, group: this.#id, ancestor: shimOf(this.#id) };
      this.#process = await ownProcess(this.#hostPid, marks, "containerd's pid file");
    } finally {
      over.abort();
    }
  }

  /** What `ctr tasks delete` ends with, which is PID 1's status; null where containerd knows the task no more. */
  async status(): Promise<Fate | null> {
    const ctr: Ctr = (...words) => outputOf([...this.#ctr, ...words]);
    const row = (await ctr("tasks", "ls")).split("\n").find((line) => line.startsWith(`${this.#id} `));
    const word = row?.trim().split(/\s+/).at(-1);
    if (word === undefined) return null;
    if (word !== "STOPPED") return { kind: "unknown", reason: `ctr tasks ls says ${word}` };
    const child = await startProcess([...this.#ctr, "tasks", "delete", this.#id], {
      stdio: ["ignore", "ignore", "pipe"],
      env: helperEnvironment,
    });
    const [ended, said] = [fateOf(child), wordsOf(child)];
    const fate = await within(ended, deadline("command"), "the end of ctr tasks delete");
    const code = /non-zero exit code (\d+)/.exec(said())?.[1]; // Since 1.0 it says so and ends with 0 itself.
    return code === undefined ? fate : { kind: "exit", code: Number(code) };
  }

  /** Ends PID 1, and ctr after it. */
  async end(): Promise<void> {
    signalProcess(this.#process, "SIGKILL"); // Even where ctr has gone: it may have lost sight of a PID 1 that lives.
    if (!hasEnded(this.#child)) {
      if (this.#hostPid === 0) this.#child.kill("SIGTERM"); // There is no PID 1 yet whose end would end it.
      await within(this.exited, deadline("end of a killed runtime"), "the end of ctr").catch(() =>
        this.#child.kill("SIGKILL"),
      );
    }
  }

  /** The same, and removes the container where ctr does not. */
  async remove(): Promise<void> {
    await this.end();
    // Mostly ctr has done it: then there is nothing by that name, which is good.
    const ctr: Ctr = (...words) => outputOf([...this.#ctr, ...words]);
    await removeContainer(ctr, this.#id).catch(() => {});
    const left = await ctr("containers", "ls", "--quiet").catch((error: Error) => {
      throw this.#leftBehind(error.message);
    });
    if (left.split("\n").includes(this.#id)) throw this.#leftBehind("containerd did not remove it");
  }

  #leftBehind(reason: string): MachineError {
    const what = `the container ${this.#id} is left in containerd's namespace fd012`;
    return new MachineError(
      "LEFT_BEHIND",
      `${reason}; ${what}: once containerd answers again, say fd012 clean`,
    );
  }

  // ctr exits with PID 1's status, and with 1 and a line of its own where it lost sight of it.
  #end(): Promise<Fate> {
    return new Promise((resolve) => {
      this.#child.once("close", (code, signal) => {
        const own = /^ctr: (.*)/m.exec(this.said)?.[1];
        if (code === 1 && own)
          resolve({ kind: "unknown", reason: `ctr did not tell the end of PID 1: ${own}` });
        else resolve(signal ? { kind: "signal", signal } : { kind: "exit", code: code as number });
      });
    });
  }
}

async function start(words: readonly string[], stdio: CtrStdio): Promise<ChildProcess> {
  const fds = opened(stdio);
  try {
    return await startProcess(words, {
      stdio: fds.length === 0 ? ["ignore", "pipe", "pipe"] : fds,
      env: helperEnvironment,
      detached: true, // A terminal's Ctrl-C is for the suite, which ends its containers in order.
    });
  } finally {
    for (const fd of new Set(fds)) closeSync(fd);
  }
}

/** fds 0–2; none where they are to be pipes. */
function opened(stdio: CtrStdio): number[] {
  if (stdio === null) return [];
  if ("terminal" in stdio) {
    const fd = openSync(stdio.terminal, constants.O_RDWR | constants.O_NOCTTY);
    return [fd, fd, fd];
  }
  return [openSync("/dev/null", "r"), openSync(stdio.stdout, "a"), openSync(stdio.stderr, "a")];
}
