import { type Expected, nothingToDrain, type Stdio, type Strategy } from "./strategy.ts";

/** The log itself is fd 1 and fd 2, opened for appending, as Haconiwa's daemon mode does; nobody stands between. */
export const directFile: Strategy = {
  name: "direct-file",
  summary: "the log file itself is fd 1 and 2 (Haconiwa, crun run, podman passthrough)",
  async open(log): Promise<Stdio> {
    return {
      sources: this.sources(log),
      expected: [{ kind: "null" }, appending(log.stdout), appending(log.stderr)],
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

function appending(path: string): Expected {
  return { kind: "file", target: path, access: "write", append: true, nonblock: false };
}
