import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { deadline } from "../../host/deadlines.ts";
import { findProgram } from "../../host/programs.ts";
import { CONTAINERD_SOCKETS } from "../../runtimes/containerd/socket.ts";
import { knock } from "../../runtimes/docker/endpoint.ts";
import { type EngineList, type Found, type FoundContainer, isNobodyThere } from "./found.ts";

/** Each that runs, as docker's beside the machine's own, and all of its namespaces: `k8s.io` is the kubelet's, `moby` docker's. */
export const containerd: EngineList = {
  engine: "containerd",
  async list() {
    const named = process.env.CONTAINERD_ADDRESS?.replace(/^unix:\/\//, "");
    const sockets = named ? [named] : CONTAINERD_SOCKETS.filter((path) => existsSync(path));
    const lists = await Promise.all(sockets.map((socket) => listAt(socket, Boolean(named))));
    const problems = lists.flatMap(({ problem }) => problem ?? []);
    return {
      engine: "containerd",
      containers: lists.flatMap(({ containers }) => containers),
      problem: problems.length > 0 ? problems.join("; ") : null,
      isIdle: lists.every(({ isIdle }) => isIdle),
    };
  },
};

async function listAt(socket: string, isNamed: boolean): Promise<Omit<Found, "engine">> {
  const failed = (reason: string, isIdle = false) => ({
    containers: [],
    problem: `${socket}: ${reason}`,
    isIdle,
  });
  const closed = await knock(socket);
  if (closed !== null) return failed(closed, !isNamed && isNobodyThere(closed));
  if (!findProgram("ctr")) return failed("there is no ctr on this machine to ask it with");
  try {
    return { containers: await tasks(socket), problem: null, isIdle: false };
  } catch (error) {
    return failed((error as Error).message.trim().split("\n").at(-1) ?? "");
  }
}

async function tasks(socket: string): Promise<FoundContainer[]> {
  const ctr = async (...words: string[]) => {
    const options = { timeout: deadline("command"), killSignal: "SIGKILL" } as const;
    const { stdout } = await promisify(execFile)("ctr", ["--address", socket, ...words], options);
    return stdout.split("\n").filter(Boolean);
  };
  const namespaces = await ctr("namespaces", "ls", "--quiet");
  const lists = await Promise.all(
    namespaces.map(async (namespace) => {
      const lines = (await ctr("--namespace", namespace, "tasks", "ls")).slice(1); // Below the headings.
      return lines.map((line) => ({ namespace, fields: line.trim().split(/\s+/) }));
    }),
  );
  return lists
    .flat()
    .filter(({ fields }) => fields[2] !== "STOPPED")
    .map(({ namespace, fields: [id, pid] }) => ({
      target: `containerd:${namespace}/${id}`,
      pid: Number(pid),
      log: null,
    }));
}
