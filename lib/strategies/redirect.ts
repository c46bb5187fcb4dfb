import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { distinct, is, type Rule } from "./rules.ts";
import { nothingToDrain, type Strategy } from "./strategy.ts";

const VOLUME = "/log";

/**
 * The entrypoint inside the image, a shell, opens files on a bind-mounted volume as fds 1 and 2 and becomes the program: whatever
 * the engine wires, PID 1 holds the log itself. It is how a log that goes stale still reaches users of engines that relay.
 */
export const redirect: Strategy = {
  name: "redirect",
  summary: "a shell in the image opens the log on a bind-mounted volume and execs the program",
  async open(log, { namespace }) {
    return {
      sources: this.sources(log),
      accepts: [
        {
          word: null,
          rules: [
            opened(1, namespace.reach(log.stdout)),
            opened(2, namespace.reach(log.stderr)),
            distinct(1, 2),
          ],
        },
      ],
      ...nothingToDrain,
    };
  },
  inside: (log) => ({
    mounts: [{ source: dirname(log.stdout), target: VOLUME }],
    entry: ["/bin/sh", "-c", `exec "$@" >>${inVolume(log.stdout)} 2>>${inVolume(log.stderr)}`, "redirect"],
  }),
  sources: () => [{ kind: "null" }, { kind: "null" }, { kind: "null" }],
  script: (command) => command,
};

function inVolume(path: string): string {
  return `${VOLUME}/${basename(path)}`;
}

// By its identity: how the path reads depends on where the runtime's root is, seen from the host.
function opened(fd: number, path: string): Rule {
  const { dev, ino } = statSync(path);
  return is(fd, { kind: "file", identity: `${dev}:${ino}`, access: "write", append: true, nonblock: false });
}
