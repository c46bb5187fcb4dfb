import { existsSync } from "node:fs";
import { knock } from "../docker/endpoint.ts";

/** Where containerd is told to be, or is known to be: the machine's own, k3s's, the one that a docker daemon started for itself. */
export const CONTAINERD_SOCKETS = [
  "/run/containerd/containerd.sock",
  "/run/docker/containerd/containerd.sock",
  "/run/k3s/containerd/containerd.sock",
];

/**
 * The socket of a containerd that answers. What CONTAINERD_ADDRESS names (ctr's own variable) is used or is an error.
 * @returns the reason where there is none
 */
export async function findSocket(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ socket: string } | { missing: string }> {
  const named = environment.CONTAINERD_ADDRESS?.replace(/^unix:\/\//, "");
  const seen: string[] = [];
  for (const socket of named ? [named] : CONTAINERD_SOCKETS.filter((path) => existsSync(path))) {
    const closed = await knock(socket);
    if (closed === null) return { socket };
    seen.push(`${socket}: ${closed}`);
  }
  if (named) return { missing: `CONTAINERD_ADDRESS names no containerd that answers (${seen[0]})` };
  return {
    missing: seen.length > 0 ? `no containerd answers (${seen.join("; ")})` : "no containerd is running",
  };
}
