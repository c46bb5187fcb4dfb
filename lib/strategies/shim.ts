import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { ProcessGroup } from "../host/process-group.ts";
import { quoted } from "../host/shell-words.ts";
import { startProcess } from "../host/start-process.ts";
import shimProgram from "./shim.sh";
import type { FarReader, LogPaths, Stdio } from "./strategy.ts";

/** Who stands between PID 1 and the log, as conmon, containerd's shim and dockerd do. */
export interface Shim {
  readonly child: ChildProcess;
  /** Resolves once both streams have ended and all that came of them is in the log. */
  readonly gone: Promise<unknown>;
  /** Ends it at once; may be called at any time. */
  end(): Promise<void>;
  /** What can be done to it while PID 1 runs. */
  readonly reader: FarReader;
}

/** Where a shim finds a stream: a descriptor, a path that it opens itself, or a socket that it shares with the caller. */
export type FarEnd = { fd: number } | { path: string } | { socket: true };

/** @throws SpawnError */
export async function startShim(
  enter: readonly string[],
  log: LogPaths,
  ends: readonly [FarEnd, FarEnd],
): Promise<Shim> {
  const paths = ends.map((end) => ("path" in end ? end.path : ""));
  const words = [...enter, "sh", "-c", shimProgram, "fd012-shim", log.stdout, log.stderr, ...paths];
  return startReader(
    words,
    ends.map((end) => ("fd" in end ? end.fd : "socket" in end ? "pipe" : "ignore")),
  );
}

/** Any program in that place, which ends by itself once it has read all. @param passed what its fds from 3 on are @throws SpawnError */
export async function startReader(
  words: readonly string[],
  passed: readonly (number | "pipe" | "ignore")[],
): Promise<Shim> {
  const child = await startProcess(words, {
    stdio: ["ignore", "ignore", "ignore", ...passed],
    env: helperEnvironment,
    detached: true, // A process group of its own.
  });
  const group = new ProcessGroup(child, helperEnvironment.FD012_LABEL);
  const gone = once(child, "exit");
  let isOurs = false; // Its end, if it comes.
  const signal = (name: NodeJS.Signals) => group.signal(name); // Where the shell has ended, its tees may live on.
  const finish = (name: NodeJS.Signals) => {
    isOurs = true;
    signal(name);
  };
  return {
    child,
    gone,
    async end() {
      // The whole group: a tee that waits for a log that never answers does not see the end of its pipe.
      finish("SIGKILL");
      await gone;
    },
    reader: {
      pid: child.pid ?? 0,
      // The shell outlives this signal, and leaves when both have: while one is but being killed, its pipe still takes what is written.
      async end() {
        finish("SIGTERM");
        await within(gone, deadline("end of a reader"), "the end of who reads PID 1's pipes");
      },
      // What it had read when it stopped, it writes when it goes on.
      stop: () => signal("SIGSTOP"),
      goOn: () => signal("SIGCONT"),
      failure() {
        const { exitCode, signalCode } = child;
        if (isOurs || (!exitCode && !signalCode)) return null;
        return `who reads PID 1's output for the suite has ended by itself, with ${signalCode ?? exitCode}`;
      },
    },
  };
}

/** What a strategy gives of its shim. @param passed closes the suite's own copies of what the shim reads */
export function drainedBy(
  shim: Shim,
  passed: () => void = () => {},
): Pick<Stdio, "passed" | "drained" | "reader" | "close"> {
  return {
    passed,
    async drained() {
      passed();
      await shim.gone;
    },
    reader: shim.reader,
    async close() {
      passed();
      await shim.end();
    },
  };
}

/** The same by hand, for one stream on its stdin. */
export function drainByHand(path: string): string {
  return `{ cat >>${quoted(path)} || cat >/dev/null; }`;
}
