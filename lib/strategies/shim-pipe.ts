import { closeSync } from "node:fs";
import type { Pipe } from "../host/pipes.ts";
import { closeOnce } from "./close-once.ts";
import { drainByHand, startShim } from "./shim.ts";
import type { Expected, LogPaths, Stdio, Strategy, StrategyTools } from "./strategy.ts";

/** fd 1 and fd 2 are pipes that a shim drains into the log, as conmon, containerd's shim and dockerd do. */
export const shimPipe: Strategy = {
  name: "shim-pipe",
  summary: "fd 1 and 2 are pipes to a shim that appends to the log (conmon, containerd-shim)",
  async open(log: LogPaths, { namespace, pipes }: StrategyTools): Promise<Stdio> {
    const [out, err] = [await pipes.make(), await pipes.make()];
    const shim = startShim(namespace.enter, log, [{ fd: out.read }, { fd: err.read }]);
    for (const pipe of [out, err]) closeSync(pipe.read);
    const passed = closeOnce([out.write, err.write]);
    return {
      sources: [
        { kind: "null" },
        { kind: "descriptor", fd: out.write },
        { kind: "descriptor", fd: err.write },
      ],
      expected: [{ kind: "null" }, writeEnd(out), writeEnd(err)],
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
  },
  sources: () => [{ kind: "null" }, { kind: "descriptor", fd: 4 }, { kind: "descriptor", fd: 5 }],
  script(command, log) {
    return `{ { { ${command}; } 4>&1 5>&6 1>&2 | ${drainByHand(log.stdout)}; } 6>&1 | ${drainByHand(log.stderr)}; }`;
  },
};

function writeEnd(pipe: Pipe): Expected {
  return { kind: "pipe", target: `pipe:[${pipe.inode}]`, access: "write", append: false, nonblock: false };
}
