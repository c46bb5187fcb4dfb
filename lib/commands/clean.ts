import { dirname } from "node:path";
import { type AddedFiles, type Known, knownWith } from "../additions/known.ts";
import { cleanUp } from "../host/clean-up.ts";
import { isDead, ownerIn } from "../host/owner.ts";
import { ownerOf } from "../host/run-directory.ts";
import { visible } from "../reporters/visible-text.ts";
import type { Cleaned, Runtime } from "../runtimes/runtime.ts";
import { knownRuntimes } from "../runtimes/spec.ts";
import { say } from "./say.ts";

/** `fd012 clean`: removes what runs that are no longer alive have left. @returns 0, or 3 where something could not be removed */
export async function clean({
  images,
  ...added
}: { images: boolean } & Pick<AddedFiles, "driver">): Promise<number> {
  const known = await knownWith(added);
  // Containers before processes: a daemon whose container's PID 1 is killed under it keeps the container.
  const cleaned = [...(await cleanEngines(images, known)), await cleanUp()];
  const removed = cleaned.flatMap((one) => one.removed);
  const problems = cleaned.flatMap((one) => one.problems);
  for (const thing of removed) process.stdout.write(`removed ${visible(thing)}\n`);
  for (const problem of problems) say(`fd012: ${problem}`);
  if (removed.length + problems.length === 0) process.stdout.write("nothing to clean\n");
  return problems.length > 0 ? 3 : 0;
}

function cleanEngines(images: boolean, { families }: Known): Promise<Cleaned[]> {
  return Promise.all(knownRuntimes({}, families).map((runtime) => cleanEngine(runtime, images)));
}

async function cleanEngine(runtime: Runtime, images: boolean): Promise<Cleaned> {
  try {
    const containers = await runtime.clean?.(isDeadRuns);
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

/**
 * A daemon's containers are those of everybody who reaches its socket: of runs in other containers too, whose directories and processes
 * are not to be seen here.
 */
export function isDeadRuns(label: string, said: string): boolean {
  const owner = said === "" ? ownerOf(dirname(label)) : ownerIn(said);
  return owner !== null && isDead(owner);
}
