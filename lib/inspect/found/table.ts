import { findByName } from "../../nearest-name.ts";
import { containerd } from "./containerd.ts";
import { docker } from "./docker.ts";
import type { EngineList, Found } from "./found.ts";
import { podman } from "./podman.ts";

/** The first that names a container has it: docker's are containerd's too. */
export const engineLists: readonly EngineList[] = [docker, podman, containerd];

export function listOf(engine: string): Promise<Found> {
  const named = engineLists.map((list) => ({ name: list.engine, list }));
  return findByName("engine", engine, named).list.list();
}
