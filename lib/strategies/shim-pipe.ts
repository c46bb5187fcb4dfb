import type { Pipe } from "../host/pipes.ts";
import { closeOnce } from "./close-once.ts";
import { distinct, is, otherEndHeldBy, type Rule, readableNull } from "./rules.ts";
import { drainByHand, drainedBy, startShim } from "./shim.ts";
import type { LogPaths, Stdio, Strategy, StrategyTools } from "./strategy.ts";

/** fd 1 and fd 2 are pipes that a shim drains into the log, as conmon, containerd's shim and dockerd do. */
export const shimPipe: Strategy = {
  name: "shim-pipe",
  summary: "fd 1 and 2 are pipes to a shim that appends to the log (conmon, containerd-shim)",
  async open(log: LogPaths, { namespace, pipes }: StrategyTools): Promise<Stdio> {
    const [read, written]: [number[], number[]] = [[], []];
    const [given, passed] = [closeOnce(read), closeOnce(written)];
    const made = async () => {
      const pipe = await pipes.make();
      read.push(pipe.read);
      written.push(pipe.write);
      return pipe;
    };
    try {
      const [out, err] = [await made(), await made()];
      const shim = await startShim(namespace.enter, log, [{ fd: out.read }, { fd: err.read }]);
      return {
        sources: [
          { kind: "null" },
          { kind: "descriptor", fd: out.write },
          { kind: "descriptor", fd: err.write },
        ],
        accepts: [
          {
            word: null,
            rules: [is(0, readableNull), ...writeEnd(1, out), ...writeEnd(2, err), distinct(1, 2)],
          },
        ],
        ...drainedBy(shim, passed),
      };
    } catch (error) {
      passed();
      throw error;
    } finally {
      given();
    }
  },
  sources: () => [{ kind: "null" }, { kind: "descriptor", fd: 4 }, { kind: "descriptor", fd: 5 }],
  script(command, log) {
    return `{ { { ${command}; } 4>&1 5>&6 1>&2 | ${drainByHand(log.stdout)}; } 6>&1 | ${drainByHand(log.stderr)}; }`;
  },
};

function writeEnd(fd: number, { inode }: Pipe): Rule[] {
  const required = { kind: "pipe", target: `pipe:[${inode}]`, access: "write" } as const;
  return [is(fd, { ...required, append: false, nonblock: false }), otherEndHeldBy(fd, "reader")];
}
