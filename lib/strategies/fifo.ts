import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { helperEnvironment } from "../host/helper-process.ts";
import { drainByHand, startShim } from "./shim.ts";
import type { Expected, LogPaths, Strategy } from "./strategy.ts";

/** fd 1 and fd 2 are named pipes, which a shim drains into the log: containerd's own way to talk to its clients. */
export const fifo: Strategy = {
  name: "fifo",
  summary: "fd 1 and 2 are named pipes that a shim drains (containerd's client side)",
  async open(log, { namespace, directory }) {
    const [stdout, stderr] = namesIn(mkdtempSync(join(directory, "fifo-")));
    await promisify(execFile)("mkfifo", [stdout, stderr], { env: helperEnvironment });
    const shim = startShim(namespace.enter, log, [{ path: stdout }, { path: stderr }]);
    return {
      sources: [{ kind: "null" }, { kind: "file", path: stdout }, { kind: "file", path: stderr }],
      expected: [{ kind: "null" }, opened(stdout), opened(stderr)],
      passed() {},
      drained: async () => void (await shim.gone),
      reader: shim.reader,
      close: () => shim.end(),
    };
  },
  sources(log) {
    const [stdout, stderr] = byHand(log);
    return [{ kind: "null" }, { kind: "file", path: stdout }, { kind: "file", path: stderr }];
  },
  script(command, log) {
    const [stdout, stderr] = byHand(log);
    return `mkfifo ${stdout} ${stderr}
${drainByHand(log.stdout)} <${stdout} & ${drainByHand(log.stderr)} <${stderr} &
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

function opened(path: string): Expected {
  return { kind: "fifo", target: path, access: "write", append: true, nonblock: false };
}
