import { distinct, is, type Rule, readableNull } from "./rules.ts";
import { nothingToDrain, type Stdio, type Strategy } from "./strategy.ts";

/** The log itself is fd 1 and fd 2, opened for appending, as Haconiwa's daemon mode does; nobody stands between. */
export const directFile: Strategy = {
  name: "direct-file",
  summary: "the log file itself is fd 1 and 2 (Haconiwa, crun run, podman passthrough)",
  async open(log): Promise<Stdio> {
    return {
      sources: this.sources(log),
      accepts: [
        {
          word: null,
          rules: [is(0, readableNull), appending(1, log.stdout), appending(2, log.stderr), distinct(1, 2)],
        },
      ],
      ...nothingToDrain,
    };
  },
  sources: (log) => [
    { kind: "null" },
    { kind: "file", path: log.stdout },
    { kind: "file", path: log.stderr },
  ],
  script: (command) => command,
};

function appending(fd: number, path: string): Rule {
  return is(fd, { kind: "file", target: path, access: "write", append: true, nonblock: false });
}
