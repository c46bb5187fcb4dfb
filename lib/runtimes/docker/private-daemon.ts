import { writeFileSync } from "node:fs";
import type { DaemonKind } from "../daemon.ts";
import { SOCKET } from "../private-daemon.ts";
import { ask } from "./http.ts";
import { containersIn } from "./log-drivers.ts";

const PID_FILE = "pid";
/** In the /run of its own: the socket of the containerd that it starts is below it, and below a long TMPDIR that would be longer than a socket's path may be. */
const EXEC_ROOT = "/run/docker";

/** A dockerd that nobody else knows of, with the containerd that it starts for itself: no network, no rule of iptables, nothing of the machine's configuration. */
export const privateDockerd: DaemonKind = {
  program: "dockerd",
  logs: containersIn("root"),
  pidFiles: [PID_FILE, `${EXEC_ROOT}/containerd/containerd.pid`],
  prepare: (file) => writeFileSync(file("config.json"), "{}"),
  words: (file, group) => [
    ...["--config-file", file("config.json"), "--data-root", file("root"), "--exec-root", EXEC_ROOT],
    ...["--host", `unix://${file(SOCKET)}`, "--pidfile", file(PID_FILE)],
    // Where systemd keeps the groups their names are its own.
    ...["--exec-opt", "native.cgroupdriver=cgroupfs", "--cgroup-parent", `/${group}`],
    ...["--bridge", "none", "--iptables=false", "--ip6tables=false"],
  ],
  async answers(socket) {
    return await ask("GET", socket, "/_ping").then(
      () => true,
      () => false,
    );
  },
};

/** The same, which knows one more OCI runtime. */
export function privateDockerdWith(runtime: string, path: string): DaemonKind {
  const words: DaemonKind["words"] = (file, group) => [
    ...privateDockerd.words(file, group),
    ...["--add-runtime", `${runtime}=${path}`],
  ];
  return { ...privateDockerd, words };
}
