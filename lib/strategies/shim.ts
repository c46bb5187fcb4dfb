import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { helperEnvironment } from "../host/helper-process.ts";
import { quoted } from "../host/shell-words.ts";
import type { LogPaths } from "./strategy.ts";

/** Who stands between PID 1 and the log, as conmon, containerd's shim and dockerd do. */
export interface Shim {
  readonly child: ChildProcess;
  /** Resolves once both streams have ended and all that came of them is in the log. */
  readonly gone: Promise<unknown>;
  /** Ends it at once; may be called at any time. */
  end(): Promise<void>;
}

/** Where a shim finds a stream: a descriptor, a path that it opens itself, or a socket that it shares with the caller. */
export type FarEnd = { fd: number } | { path: string } | { socket: true };

export function startShim(enter: readonly string[], log: LogPaths, ends: readonly [FarEnd, FarEnd]): Shim {
  const [program, ...words] = [...enter, "sh", "-c", script(ends), "fd012-shim", log.stdout, log.stderr];
  const passed = ends.map((end) => ("fd" in end ? end.fd : "socket" in end ? "pipe" : "ignore"));
  const child = spawn(program as string, words, {
    stdio: ["ignore", "ignore", "ignore", ...passed],
    env: helperEnvironment,
    detached: true, // A process group of its own.
  });
  const gone = once(child, "exit");
  return {
    child,
    gone,
    async end() {
      // The whole group: a cat that waits for a log that never answers does not see the end of its pipe.
      if (child.exitCode === null && child.signalCode === null)
        process.kill(-(child.pid as number), "SIGKILL");
      await gone;
    },
  };
}

/** The same by hand, for one stream on its stdin. */
export function drainByHand(path: string): string {
  return `{ cat >>${quoted(path)} || cat >/dev/null; }`;
}

/**
 * Each stream has a cat(1) that appends it to the log. When a write fails the shim goes on reading and throws away what
 * it reads, as conmon does: PID 1 never learns of it. The shell stays until both have seen the end.
 */
function script(ends: readonly FarEnd[]): string {
  const [out, err] = ends.map((end, index) => ("path" in end ? `<${quoted(end.path)}` : `<&${index + 3}`));
  return `
drain() { cat >>"$1" || cat >/dev/null; }
drain "$1" ${out} 3<&- 4<&- &
drain "$2" ${err} 3<&- 4<&- &
exec 3<&- 4<&-
wait`;
}
