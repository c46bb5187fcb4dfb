import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { Fd012Error, MachineError, UsageError } from "../errors.ts";
import { podman } from "../host/podman.ts";
import { findProgram } from "../host/programs.ts";
import { findSocket } from "../runtimes/containerd/socket.ts";
import { dockerContainer } from "./found/docker.ts";

/** What is to be looked at. */
export interface Target {
  /** On this machine. */
  readonly pid: number;
  /** Where its engine says that it keeps the log. */
  readonly log: string | null;
}

/** How each engine is asked for the pid of a container's PID 1; 0 where it does not run. */
const engines: Record<string, (name: string) => Promise<number | Target>> = {
  docker: dockerContainer,
  async podman(name) {
    if (!findProgram("podman")) throw new MachineError("NO_ENGINE", "There is no podman on this machine.");
    return Number(await podman("inspect", "--type", "container", "--format", "{{.State.Pid}}", name));
  },
  async containerd(name) {
    const found = await findSocket();
    if ("missing" in found)
      throw new MachineError("NO_ENGINE", `containerd cannot be asked: ${found.missing}.`);
    // Of any namespace: `moby/ID` names one, else all are looked through.
    const [namespace, id] = name.includes("/") ? name.split("/", 2) : [null, name];
    const ctr = async (...words: string[]) =>
      (await promisify(execFile)("ctr", ["--address", found.socket, ...words])).stdout;
    const namespaces = namespace
      ? [namespace]
      : (await ctr("namespaces", "ls", "--quiet")).split("\n").filter(Boolean);
    for (const one of namespaces) {
      const line = (await ctr("--namespace", one, "tasks", "ls"))
        .split("\n")
        .find((task) => task.startsWith(`${id} `));
      if (line) return Number(line.split(/\s+/)[1]);
    }
    throw new Error("no such task");
  },
};

/**
 * The process behind PID, docker:NAME, podman:NAME or containerd:[NAMESPACE/]ID.
 * @throws UsageError `TARGET`; MachineError `NO_ENGINE`; Fd012Error `NO_CONTAINER`
 */
export async function findTarget(target: string): Promise<Target> {
  if (/^\d+$/.test(target)) return { pid: existing(Number(target)), log: null };
  const [, engine = "", name = ""] = /^([a-z]+):(.+)$/.exec(target) ?? [];
  const ask = engines[engine];
  if (!ask)
    throw new UsageError(
      "TARGET",
      `"${target}" names no process; give a PID, ${Object.keys(engines)
        .map((one) => `${one}:NAME`)
        .join(", ")}.`,
    );
  const answer = await ask(name).catch((error) => {
    throw error instanceof Fd012Error ? error : noContainer(engine, name, error);
  });
  const found = typeof answer === "number" ? { pid: answer, log: null } : answer;
  if (found.pid > 0) return { pid: found.pid, log: found.log };
  throw new UsageError(
    "NO_CONTAINER",
    `The ${engine} container "${name}" does not run; start it, and look again.`,
  );
}

function existing(pid: number): number {
  if (existsSync(`/proc/${pid}`)) return pid;
  throw new UsageError("NO_PROCESS", `There is no process ${pid} on this machine (any more).`);
}

function noContainer(engine: string, name: string, error: Error): Fd012Error {
  const said = error.message.trim().split("\n").at(-1) ?? "";
  if (/no such|not found|404/i.test(error.message))
    return new UsageError(
      "NO_CONTAINER",
      `${engine} has no container "${name}"; ${engine === "containerd" ? "ctr tasks ls" : `${engine} ps`} lists what runs.`,
    );
  return new MachineError("NO_ENGINE", `${engine} cannot be asked of "${name}": ${said}`);
}
