import { containerName } from "../names.ts";
import type { ContainerSpec } from "../runtime.ts";
import { type CriClient, CriRefusal, UNIMPLEMENTED } from "./client.ts";

/** Of CgroupDriver. */
const SYSTEMD = 0;

/** The control group of a pod, in the form that the runtime's driver of control groups wants: one of the case's own where that can be. */
export async function cgroupParent(client: CriClient, spec: ContainerSpec): Promise<string> {
  return (await driverOf(client)) === SYSTEMD ? "system.slice" : `/${containerName(spec)}`;
}

/** containerd tells it since 2.0, CRI-O since 1.28; those before are taken for what they are by default, which is none of systemd's. */
async function driverOf(client: CriClient): Promise<number | null> {
  try {
    const { linux } = await client.ask("RuntimeConfig");
    return linux?.cgroup_driver ?? null;
  } catch (error) {
    if (error instanceof CriRefusal && error.code === UNIMPLEMENTED) return null;
    throw error;
  }
}
