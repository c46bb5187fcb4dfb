import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { cleanUp } from "../host/clean-up.ts";
import { isAlive, ownerOf } from "../host/run-directory.ts";
import type { Cleaned, Runtime } from "../runtimes/runtime.ts";
import { knownRuntimes } from "../runtimes/spec.ts";

/** `fd012 clean`: removes what runs that are no longer alive have left. @returns 0, or 3 where something could not be removed */
export async function clean({ images }: { images: boolean }): Promise<number> {
  // Containers before processes: a daemon whose container's PID 1 is killed under it keeps the container.
  const cleaned = [...(await cleanEngines(images)), await cleanUp()];
  const removed = cleaned.flatMap((one) => one.removed);
  const problems = cleaned.flatMap((one) => one.problems);
  for (const thing of removed) process.stdout.write(`removed ${thing}\n`);
  for (const problem of problems) process.stderr.write(`fd012: ${problem}\n`);
  if (removed.length + problems.length === 0) process.stdout.write("nothing to clean\n");
  return problems.length > 0 ? 3 : 0;
}

function cleanEngines(images: boolean): Promise<Cleaned[]> {
  return Promise.all(knownRuntimes().map((runtime) => cleanEngine(runtime, images)));
}

async function cleanEngine(runtime: Runtime, images: boolean): Promise<Cleaned> {
  try {
    const containers = await runtime.clean?.(isDead);
    const loaded = images ? await runtime.cleanImages?.() : undefined;
    const both = [containers, loaded].filter((one) => one !== undefined);
    return {
      removed: both.flatMap((one) => one.removed),
      problems: both.flatMap((one) => one.problems),
    };
  } catch (error) {
    return { removed: [], problems: [`could not ask ${runtime.name}: ${(error as Error).message}`] };
  }
}

/** A label is a path in its run's directory. */
function isDead(label: string): boolean {
  const directory = dirname(label);
  const owner = ownerOf(directory);
  return owner ? !isAlive(owner) : label.startsWith("/") && !existsSync(directory);
}
