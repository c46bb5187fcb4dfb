import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { endedAfter } from "../host/ended-after.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { quoted } from "../host/shell-words.ts";
import { makeTemporaryDirectory } from "../host/temporary-directory.ts";
import { distinct, is, otherEndHeldBy, type Rule, readableNull } from "./rules.ts";
import { drainByHand, drainedBy, startShim } from "./shim.ts";
import type { LogPaths, Strategy } from "./strategy.ts";

/** fd 1 and fd 2 are named pipes, which a shim drains into the log: containerd's own way to talk to its clients. */
export const fifo: Strategy = {
  name: "fifo",
  summary: "fd 1 and 2 are named pipes that a shim drains (containerd's client side)",
  async open(log, { namespace, directory }) {
    const [stdout, stderr] = namesIn(makeTemporaryDirectory(directory, "fifo-"));
    await promisify(execFile)("mkfifo", [stdout, stderr], {
      env: helperEnvironment,
      ...endedAfter("making of a pipe"),
    });
    const shim = await startShim(namespace.enter, log, [{ path: stdout }, { path: stderr }]);
    return {
      sources: [{ kind: "null" }, { kind: "file", path: stdout }, { kind: "file", path: stderr }],
      accepts: [
        {
          word: null,
          rules: [is(0, readableNull), ...opened(1, stdout), ...opened(2, stderr), distinct(1, 2)],
        },
      ],
      ...drainedBy(shim),
    };
  },
  sources(log) {
    const [stdout, stderr] = byHand(log);
    return [{ kind: "null" }, { kind: "file", path: stdout }, { kind: "file", path: stderr }];
  },
  script(command, log) {
    const [stdout, stderr] = byHand(log);
    return `mkfifo ${quoted(stdout)} ${quoted(stderr)}
${drainByHand(log.stdout)} <${quoted(stdout)} & ${drainByHand(log.stderr)} <${quoted(stderr)} &
${command}`;
  },
};

function namesIn(directory: string): [string, string] {
  return [join(directory, "stdout.fifo"), join(directory, "stderr.fifo")];
}

// Beside the mount: not every file system has named pipes.
function byHand({ stdout }: LogPaths): [string, string] {
  return namesIn(dirname(dirname(stdout)));
}

function opened(fd: number, path: string): Rule[] {
  const required = { kind: "fifo", target: path, access: "write", append: true, nonblock: false } as const;
  return [is(fd, required), otherEndHeldBy(fd, "reader")];
}
