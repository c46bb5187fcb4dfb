import { Fd012Error } from "../../errors.ts";
import { findProgram } from "../../host/programs.ts";
import { usualSockets } from "../../runtimes/docker/endpoint.ts";
import { openEngine } from "../../runtimes/docker/engine.ts";
import { type EngineList, type FoundContainer, isNobodyThere, notHere } from "./found.ts";

/** Drivers that keep one file a container, whose path the daemon says. */
const FILE_DRIVERS = ["json-file"];

export const docker: EngineList = {
  engine: "docker",
  async list() {
    const isNamed = Boolean(process.env.DOCKER_HOST);
    if (!isNamed && !findProgram("docker") && usualSockets().length === 0) return notHere("docker");
    try {
      const { docker } = await openEngine();
      const listed = await docker.listContainers();
      const containers = await Promise.all(listed.map(({ Id }) => inspected(Id)));
      return { engine: "docker", containers: containers.flat(), problem: null, isIdle: false };
    } catch (error) {
      if (!(error instanceof Fd012Error)) throw error;
      const isIdle = !isNamed && isNobodyThere(error.message);
      return { engine: "docker", containers: [], problem: error.message, isIdle };
    }
  },
};

/** None where it ended meanwhile: the next look would not find it either. @throws what the daemon answers otherwise */
async function inspected(id: string): Promise<FoundContainer[]> {
  const log = await dockerContainer(id).catch((error) => {
    if ((error as { statusCode?: number }).statusCode === 404) return null;
    throw error;
  });
  return log && log.pid > 0 ? [log] : [];
}

/** @throws the daemon's answer, 404 where there is none; pid is 0 where it does not run */
export async function dockerContainer(name: string): Promise<FoundContainer> {
  const { docker } = await openEngine();
  const { Name, State, HostConfig, LogPath } = await docker.getContainer(name).inspect();
  const keepsFile = FILE_DRIVERS.includes(HostConfig.LogConfig?.Type ?? "");
  return {
    target: `docker:${Name.replace(/^\//, "")}`,
    pid: State.Pid,
    log: keepsFile && LogPath ? LogPath : null,
  };
}
