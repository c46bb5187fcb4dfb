import { removeEach } from "./remove-each.ts";
import type { Cleaned } from "./runtime.ts";

/** Runs a ctr command in the suite's namespace and gives what it prints. */
export type Ctr = (...words: string[]) => Promise<string>;

/** Removes the tasks, containers and snapshots of runs that are gone. */
export async function cleanContainers(ctr: Ctr, isDead: (label: string) => boolean): Promise<Cleaned> {
  const ids = linesOf(await ctr("containers", "ls", "--quiet"));
  const labels = await Promise.all(ids.map((id) => labelOf(ctr, id)));
  const dead = ids.filter((_, index) => isDead(labels[index] ?? ""));
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

/** Its task first, which is not there any more where PID 1 has ended and somebody has waited for it. */
export async function removeContainer(ctr: Ctr, id: string): Promise<void> {
  await ctr("tasks", "rm", "--force", id).catch(() => {});
  await ctr("containers", "rm", id);
}

async function labelOf(ctr: Ctr, id: string): Promise<string> {
  try {
    return JSON.parse(await ctr("containers", "info", id)).Labels?.fd012 ?? "";
  } catch {
    return ""; // It has gone meanwhile.
  }
}

function linesOf(text: string): string[] {
  return text.split("\n").filter(Boolean);
}
