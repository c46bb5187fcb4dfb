import { OWNER_LABEL } from "../../host/owner.ts";
import { identify, signalProcess } from "../../host/process.ts";
import { removeEach } from "../remove-each.ts";
import type { Cleaned, IsDead } from "../runtime.ts";
import { shimOf } from "./process.ts";

/** Runs a ctr command in the suite's namespace and gives what it prints. */
export type Ctr = (...words: string[]) => Promise<string>;

/** Removes the tasks, containers and snapshots of runs that are gone. */
export async function cleanContainers(ctr: Ctr, isDead: IsDead): Promise<Cleaned> {
  const ids = linesOf(await ctr("containers", "ls", "--quiet"));
  const labels = await Promise.all(ids.map((id) => labelsOf(ctr, id)));
  const dead = ids.filter((_, index) =>
    isDead(labels[index]?.fd012 ?? "", labels[index]?.[OWNER_LABEL] ?? ""),
  );
  return removeEach(
    dead.map((id) => ({ what: `containerd container ${id}`, remove: () => removeContainer(ctr, id) })),
  );
}

/** Removes the images that runs have loaded, and the namespace where nothing is left in it. */
export async function cleanImages(ctr: Ctr, namespace: string): Promise<Cleaned> {
  const references = linesOf(await ctr("images", "ls", "--quiet"));
  const cleaned = await removeEach(
    references.map((one) => ({
      what: `containerd image ${one}`,
      remove: () => ctr("images", "rm", "--sync", one), // Its content and snapshots too, before it returns.
    })),
  );
  await ctr("namespaces", "rm", namespace).catch(() => {}); // A container of a run that is alive is in it.
  return cleaned;
}

/**
 * Its task first, which is not there any more where PID 1 has ended and somebody has waited for it. A shim that waits for an end that never
 * comes, as after a wrong pid file, keeps its task for good: then it is ended too, and containerd removes the task of a dead shim.
 */
export async function removeContainer(ctr: Ctr, id: string): Promise<void> {
  const remove = async () => {
    await ctr("tasks", "rm", "--force", id).catch(() => {});
    await ctr("containers", "rm", id);
  };
  await remove().catch(async (error) => {
    const shim = identify(shimOf(id) ?? 0);
    if (!signalProcess(shim, "SIGKILL")) throw error;
    await remove();
  });
}

async function labelsOf(ctr: Ctr, id: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await ctr("containers", "info", id)).Labels ?? {};
  } catch {
    return {}; // It has gone meanwhile.
  }
}

function linesOf(text: string): string[] {
  return text.split("\n").filter(Boolean);
}
