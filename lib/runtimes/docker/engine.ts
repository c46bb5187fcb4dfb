import { release } from "node:os";
import type Docker from "dockerode";
import { MachineError } from "../../errors.ts";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { knock, type Named, namedEndpoint, usualSockets } from "./endpoint.ts";

/** A docker engine that was asked who it is. */
export interface Engine {
  readonly docker: Docker;
  readonly socket: string;
  /** `20.10.24 (containerd 1.6.20, runc 1.1.5)`. */
  readonly version: string;
  /** The daemon's data root, below which it keeps its containers' logs. */
  readonly root: string;
  /** Path of each OCI runtime that the daemon knows, by name. */
  readonly runtimes: Readonly<Record<string, string>>;
  /** Whether it has an init to put in front of a container's program. */
  readonly hasInit: boolean;
}

let engine: Promise<Engine> | null = null;

/**
 * The engine of this machine, found once. Named by the user (see namedEndpoint) or, where nothing is named, found by testcontainers:
 * its properties file, the system's socket, a user's own.
 * @throws MachineError `NO_ENGINE`
 */
export function openEngine(): Promise<Engine> {
  engine ??= discover();
  return engine;
}

/** How an engine would be got, for whoever has none. */
export const ENGINE_REMEDY = "start dockerd, or name its socket: DOCKER_HOST=unix:///path/docker.sock";

async function discover(): Promise<Engine> {
  const named = namedEndpoint();
  return within(
    named ? open(named) : find(),
    deadline("answer of the docker daemon"),
    "an answer of the docker engine",
  ).catch((error: Error) => {
    throw error instanceof MachineError ? error : new MachineError("NO_ENGINE", error.message);
  });
}

/** The engine of a daemon of the suite's own. @throws MachineError `NO_ENGINE` */
export async function engineAt(socket: string): Promise<Engine> {
  const { default: Dockerode } = await import("dockerode");
  return describe(new Dockerode({ socketPath: socket }), socket);
}

async function open({ host, by }: Named): Promise<Engine> {
  const socket = /^unix:\/\/(.+)$/.exec(host)?.[1];
  if (!socket) {
    const where = host ? `${host}, which is not a socket of this machine` : "no engine";
    throw missing(`${by} names ${where}; the processes of its containers must be seen in /proc`);
  }
  const closed = await knock(socket);
  if (closed !== null) throw missing(`${by} names ${socket}, and ${closed}`);
  return engineAt(socket);
}

// The packages are loaded only where somebody may answer.
async function find(): Promise<Engine> {
  const sockets = usualSockets();
  const closed = await Promise.all(sockets.map(knock));
  if (closed.every((reason) => reason !== null)) {
    const seen = sockets.map((path, index) => `${path}: ${closed[index]}`).join("; ");
    throw missing(seen ? `no docker engine answers (${seen})` : "no docker engine is running");
  }
  const { default: testcontainers } = await import("testcontainers"); // Bundled, it has a default export alone.
  const docker = await testcontainers
    .getContainerRuntimeClient()
    .then((client) => client.container.dockerode)
    .catch(async () => {
      const { default: Dockerode } = await import("dockerode"); // It does not look for podman's.
      return new Dockerode({ socketPath: sockets[closed.indexOf(null)] });
    });
  const { socketPath } = docker.modem as unknown as { socketPath?: string };
  if (!socketPath) throw missing("the engine that testcontainers is configured for is on another machine");
  return describe(docker, socketPath);
}

async function describe(docker: Docker, socket: string): Promise<Engine> {
  const [info, version] = await Promise.all([docker.info(), docker.version()]).catch((error: Error) => {
    throw missing(`what answers at ${socket} is no docker engine: ${error.message}`);
  });
  const components = new Map((version.Components ?? []).map(({ Name, Version }) => [Name, Version]));
  if (components.has("Podman Engine"))
    throw missing(`${socket} is podman's; say --runtime podman to have its own log drivers`);
  if (info.KernelVersion !== release())
    throw missing(
      `the engine at ${socket} runs on another kernel (${info.KernelVersion}), as in a virtual machine`,
    );
  const parts = ["containerd", "runc"].filter((name) => components.has(name));
  return {
    docker,
    socket,
    version: `${info.ServerVersion} (${parts.map((name) => `${name} ${components.get(name)}`).join(", ")})`,
    root: info.DockerRootDir,
    runtimes: Object.fromEntries(
      Object.entries(info.Runtimes ?? {}).map(([name, runtime]) => [
        name,
        (runtime as { path?: string }).path ?? name,
      ]),
    ),
    hasInit: components.has("docker-init") && components.get("docker-init") !== "N/A",
  };
}

function missing(sentence: string): MachineError {
  return new MachineError("NO_ENGINE", sentence);
}
