import { writeFileSync } from "node:fs";
import type { DaemonKind } from "../daemon.ts";
import { knock } from "../docker/endpoint.ts";
import { SOCKET } from "../private-daemon.ts";

/** What ctr does not use, and what looks at the whole machine where it is started. */
const CONFIGURATION = 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n';

/** A containerd that nobody else knows of. */
export const privateContainerd: DaemonKind = {
  program: "containerd",
  pidFiles: [],
  prepare: (file) => writeFileSync(file("config.toml"), CONFIGURATION),
  words: (file) => [
    ...["--config", file("config.toml"), "--root", file("root"), "--state", file("exec")],
    ...["--address", file(SOCKET)],
  ],
  answers: async (socket) => (await knock(socket)) === null,
};
