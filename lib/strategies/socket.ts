import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fstatSync } from "node:fs";
import type { Socket } from "node:net";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { quoted } from "../host/shell-words.ts";
import { startProcess } from "../host/start-process.ts";
import { distinct, is, type Rule, readableNull } from "./rules.ts";
import { drainByHand, drainedBy, startShim } from "./shim.ts";
import socketPairs from "./socket-pairs.pl";
import type { Strategy } from "./strategy.ts";

/** fd 1 and fd 2 are AF_UNIX stream sockets that a shim drains, as systemd's journal and node's own `stdio: "pipe"` have it. */
export const socket: Strategy = {
  name: "socket",
  summary: "fd 1 and 2 are Unix sockets that a shim drains (systemd's journal, node's child_process)",
  async open(log, { namespace }) {
    const shim = await startShim(namespace.enter, log, [{ socket: true }, { socket: true }]);
    const [out, err] = [ourEnd(shim.child, 3), ourEnd(shim.child, 4)];
    const passed = () => {
      for (const end of [out, err]) end.socket.destroy();
    };
    await makeBlocking(out.fd, err.fd).catch(async (error) => {
      passed();
      await shim.end();
      throw error;
    });
    return {
      sources: [{ kind: "null" }, { kind: "descriptor", fd: out.fd }, { kind: "descriptor", fd: err.fd }],
      accepts: [
        {
          word: null,
          rules: [is(0, readableNull), connected(1, out.fd), connected(2, err.fd), distinct(1, 2)],
        },
      ],
      ...drainedBy(shim, passed),
    };
  },
  sources: () => [{ kind: "null" }, { kind: "descriptor", fd: 4 }, { kind: "descriptor", fd: 5 }],
  script(command, log) {
    const words = [command, drainByHand(log.stdout), drainByHand(log.stderr)].map(quoted).join(" ");
    return `perl -e ${quoted(socketPairs)} ${words}`;
  },
};

/** node makes a socketpair(2) for a child's "pipe": this is the end that the child has not got. */
function ourEnd(child: ChildProcess, index: number): { socket: Socket; fd: number } {
  const socket = child.stdio[index] as Socket & { _handle: { fd: number } };
  return { socket, fd: socket._handle.fd };
}

// node has made its end non-blocking. libuv clears that flag on what it passes on as fds 0–2 (uv_spawn), and it belongs to the open
// file description, so that whoever gets the descriptor afterwards finds it as socketpair(2) makes it.
async function makeBlocking(out: number, err: number): Promise<void> {
  const child = await startProcess(["true"], { stdio: ["ignore", out, err], env: helperEnvironment });
  if (child.exitCode === null)
    await within(once(child, "exit"), deadline("making of a socket"), "the end of true(1)");
}

function connected(fd: number, ours: number): Rule {
  const target = `socket:[${fstatSync(ours).ino}]`;
  return is(fd, { kind: "socket", target, access: "read-write", append: false, nonblock: false });
}
