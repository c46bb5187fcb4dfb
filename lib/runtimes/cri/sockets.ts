import { existsSync } from "node:fs";
import { CONTAINERD_SOCKETS } from "../containerd/socket.ts";
import { knock } from "../docker/endpoint.ts";
import { CriClient } from "./client.ts";

/** Where CRI runtimes are known to listen, and where crictl is told that one does. */
function sockets(): string[] {
  const named = process.env.CONTAINER_RUNTIME_ENDPOINT?.replace(/^unix:\/\//, "");
  return [...(named ? [named] : []), ...CONTAINERD_SOCKETS, "/run/crio/crio.sock"];
}

export interface CriVersion {
  /** `containerd`, `cri-o`. */
  readonly runtime_name: string;
  readonly runtime_version: string;
}

/** @returns in a sentence why it is none */
export async function versionAt(socket: string): Promise<CriVersion | { missing: string }> {
  const closed = await knock(socket);
  if (closed !== null) return { missing: `${socket}: ${closed}` };
  try {
    return await withClient(socket, (client) => client.ask("Version"));
  } catch (error) {
    return { missing: `what listens at ${socket} is no CRI runtime: ${(error as Error).message}` };
  }
}

/**
 * The image of what holds a pod, where the runtime says which it takes and has not got it: then it asks a registry for it, at the first pod. Only containerd 1
 * says so.
 */
export async function missingPause(socket: string): Promise<string | null> {
  return withClient(socket, async (client) => {
    const { info } = await client.ask("Status", { verbose: true });
    const { sandboxImage } = JSON.parse(info.config ?? "{}");
    if (typeof sandboxImage !== "string" || sandboxImage === "") return null;
    const { image } = await client.ask("ImageStatus", { image: { image: sandboxImage } });
    return image === null ? sandboxImage : null;
  });
}

export async function withClient<T>(socket: string, act: (client: CriClient) => Promise<T>): Promise<T> {
  const client = await CriClient.open(socket);
  try {
    return await act(client);
  } finally {
    client.close();
  }
}

/** Those of the machine's that answer. */
export async function answeringSockets(): Promise<string[]> {
  const found = await Promise.all(
    sockets()
      .filter((path) => existsSync(path))
      .map(async (socket) => ({
        socket,
        version: await versionAt(socket),
      })),
  );
  return found.flatMap(({ socket, version }) => ("missing" in version ? [] : [socket]));
}
