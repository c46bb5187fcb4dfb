import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DaemonKind } from "../daemon.ts";
import { knock } from "../docker/endpoint.ts";
import { SOCKET } from "../private-daemon.ts";
import { makePause, PAUSE_REFERENCE } from "./pause.ts";

const CONFIG = "config.toml";
const PAUSE = "pause.tar";
/** Where shims call it, in the /run of its own: by default that is a longer path than its socket's, and beyond the 107 bytes of unix(7) sooner. */
const SHIMS = "/run/containerd/shims.ttrpc";

/**
 * A containerd with its CRI plugin that nobody else knows of: no CNI, since its pods are on the host's network, nothing pulled, no AppArmor profile
 * of the machine's.
 * @param binary an OCI runtime's program; runc, as it finds it, where null
 */
export function privateCri(binary: string | null): DaemonKind {
  return {
    program: "containerd",
    pidFiles: [],
    prepare(file) {
      writeFileSync(file(CONFIG), configuration(file, binary));
      makePause(file(PAUSE), { FD012_LABEL: file("daemon") });
    },
    words: (file) => ["--config", file(CONFIG)],
    answers: async (socket) => (await knock(socket)) === null,
  };
}

/** The archive of the pause image that a daemon of that kind is to be given. */
export function pauseOf(socket: string): string {
  return join(dirname(socket), PAUSE);
}

// Version 2 is read by containerd 1.3 and all later ones; 2.x translates it.
function configuration(file: (name: string) => string, binary: string | null): string {
  const name = binary === null ? "" : `BinaryName = ${JSON.stringify(binary)}`;
  return `version = 2
root = ${JSON.stringify(file("root"))}
state = ${JSON.stringify(file("exec"))}
[grpc]
address = ${JSON.stringify(file(SOCKET))}
[ttrpc]
address = "${SHIMS}"
[plugins."io.containerd.internal.v1.opt"]
path = ${JSON.stringify(file("opt"))}
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "${PAUSE_REFERENCE}"
stream_server_address = "127.0.0.1"
stream_server_port = "0"
restrict_oom_score_adj = true
disable_apparmor = true
enable_selinux = false
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = ${JSON.stringify(file("cni-bin"))}
conf_dir = ${JSON.stringify(file("cni"))}
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
SystemdCgroup = false
${name}
`;
}
