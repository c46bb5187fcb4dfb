import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync } from "node:fs";
import { helperEnvironment } from "../host/helper-process.ts";
import type { Pipe } from "../host/pipes.ts";
import { quoted } from "../host/shell-words.ts";
import type { Expected, LogPaths, Stdio, Strategy, StrategyTools } from "./strategy.ts";

/** fd 1 and fd 2 are pipes that a shim drains into the log, as conmon, containerd's shim and dockerd do. */
export const shimPipe: Strategy = {
  name: "shim-pipe",
  summary: "fd 1 and 2 are pipes to a shim that appends to the log (conmon, containerd-shim)",
  async open(log: LogPaths, { namespace, pipes }: StrategyTools): Promise<Stdio> {
    const ends = [await pipes.make(), await pipes.make()] as const;
    const shim = startShim(namespace.enter, log, ends);
    const gone = once(shim, "close");
    const passed = closeOnce(ends.map((pipe) => pipe.write));
    return {
      sources: [
        { kind: "null" },
        { kind: "descriptor", fd: ends[0].write },
        { kind: "descriptor", fd: ends[1].write },
      ],
      expected: [{ kind: "null" }, writeEnd(ends[0]), writeEnd(ends[1])],
      passed,
      async drained() {
        passed();
        await gone;
      },
      async close() {
        passed();
        // The whole group: a cat that waits for a log that never answers does not see the end of its pipe.
        if (shim.exitCode === null && shim.signalCode === null)
          process.kill(-(shim.pid as number), "SIGKILL");
        await gone;
      },
    };
  },
  sources: () => [{ kind: "null" }, { kind: "descriptor", fd: 4 }, { kind: "descriptor", fd: 5 }],
  script(command, log) {
    const drain = (path: string) => `{ cat >>${quoted(path)} || cat >/dev/null; }`;
    return `{ { { ${command}; } 4>&1 5>&6 1>&2 | ${drain(log.stdout)}; } 6>&1 | ${drain(log.stderr)}; }`;
  },
};

/**
 * Each stream has a cat(1) that appends it to the log. When a write fails the shim goes on reading and throws away what
 * it reads, as conmon does: PID 1 never learns of it. The shell stays until both have seen the end.
 */
const SHIM = `
drain() { cat >>"$1" || cat >/dev/null; }
drain "$1" <&3 3<&- 4<&- &
drain "$2" <&4 3<&- 4<&- &
exec 3<&- 4<&-
wait`;

function startShim(enter: readonly string[], log: LogPaths, [out, err]: readonly [Pipe, Pipe]): ChildProcess {
  const [program, ...words] = [...enter, "sh", "-c", SHIM, "fd012-shim", log.stdout, log.stderr];
  const shim = spawn(program as string, words, {
    stdio: ["ignore", "ignore", "ignore", out.read, err.read],
    env: helperEnvironment,
    detached: true, // A process group of its own.
  });
  closeSync(out.read);
  closeSync(err.read);
  return shim;
}

function writeEnd(pipe: Pipe): Expected {
  return { kind: "pipe", target: `pipe:[${pipe.inode}]`, access: "write", append: false, nonblock: false };
}

function closeOnce(descriptors: number[]): () => void {
  return () => {
    for (const fd of descriptors.splice(0)) closeSync(fd);
  };
}
