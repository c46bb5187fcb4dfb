import { existsSync } from "node:fs";
import { CONTAINERD_SOCKETS } from "../containerd/socket.ts";
import { knock } from "../docker/endpoint.ts";
import { CriClient } from "./client.ts";

/** Where CRI runtimes are known to listen. */
const SOCKETS = [...CONTAINERD_SOCKETS, "/run/crio/crio.sock"];

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
    SOCKETS.filter((path) => existsSync(path)).map(async (socket) => ({
      socket,
      version: await versionAt(socket),
    })),
  );
  return found.flatMap(({ socket, version }) => ("missing" in version ? [] : [socket]));
}
