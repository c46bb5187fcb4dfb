import { writeFileSync } from "node:fs";
import type { DaemonKind } from "../daemon.ts";
import { SOCKET } from "../private-daemon.ts";
import { ask } from "./http.ts";

const PID_FILE = "pid";

/** A dockerd that nobody else knows of, with the containerd that it starts for itself: no network, no rule of iptables, nothing of the machine's configuration. */
export const privateDockerd: DaemonKind = {
  program: "dockerd",
  pidFiles: [PID_FILE, "exec/containerd/containerd.pid"],
  prepare: (file) => writeFileSync(file("config.json"), "{}"),
  words: (file, group) => [
    ...["--config-file", file("config.json"), "--data-root", file("root"), "--exec-root", file("exec")],
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
