import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ControlDirectory } from "../control/control-directory.ts";
import { deadline } from "../host/deadlines.ts";
import type { Image } from "../images/image.ts";
import { programs } from "../images/programs.ts";
import type { Descriptor } from "../results/schema.ts";
import { observeWiring } from "./wiring.ts";

/** How many descriptors of each class are open. */
export type DescriptorCount = ReadonlyMap<string, number>;

/**
 * What an image's program opens, running one workload, above fd 2 by itself, counted on a process that no runtime started: the image's own binary, by its
 * own loader, as a plain child of the suite. Without this count a leaked epoll descriptor looks like one of node's.
 */
export async function countOwnDescriptors(
  image: Image,
  workload: string,
  control: string,
): Promise<DescriptorCount> {
  const directory = new ControlDirectory(control);
  const [program, ...words] = [
    ...withLoader(image),
    ...programs[image.program]
      .words(workload, [])
      .map((word) => (word.startsWith("/") ? image.rootfs + word : word)),
  ];
  let child: ChildProcess | null = null;
  try {
    child = spawn(program as string, words, { stdio: "ignore", env: { FD012_CONTROL: control } });
    await Promise.race([directory.main.wait("waiting", deadline("count of own descriptors")), endOf(child)]);
    return count(besides(directory, observeWiring(child.pid as number).above));
  } catch (error) {
    throw new Error(`${image.name} could not be run to count its descriptors: ${(error as Error).message}`);
  } finally {
    child?.kill("SIGKILL");
    directory.close();
  }
}

/** Rejects where it cannot be started, as for want of processes or descriptors, or ends by itself. */
function endOf(child: ChildProcess): Promise<never> {
  const end = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`it ended with ${signal ?? code}`)));
  });
  end.catch(() => {}); // Its end by our own signal is nobody's business any more.
  return end;
}

/** The descriptors that are more than `own` of their class. */
export function foreign(above: readonly Descriptor[], own: DescriptorCount): Descriptor[] {
  const left = new Map(own);
  return above.filter((descriptor) => {
    const name = className(descriptor);
    const remaining = left.get(name) ?? 0;
    left.set(name, remaining - 1);
    return remaining <= 0;
  });
}

/** Without the file by which the workload talks to the suite. */
export function besides(control: ControlDirectory, above: readonly Descriptor[]): Descriptor[] {
  return above.filter(({ identity }) => identity !== control.identity);
}

function count(above: readonly Descriptor[]): DescriptorCount {
  const counts = new Map<string, number>();
  for (const descriptor of above)
    counts.set(className(descriptor), (counts.get(className(descriptor)) ?? 0) + 1);
  return counts;
}

// Anonymous inodes are told by their kind, [eventpoll] or [eventfd]; anything with a path by its path.
function className({ kind, target }: Descriptor): string {
  return kind === "pipe" || kind === "socket" ? kind : target;
}

// The image's libraries need its own loader; a static program has none.
function withLoader({ rootfs, entrypoint }: Image): string[] {
  const program = join(rootfs, ...entrypoint);
  const loader = findLoader(rootfs);
  if (!loader) return [program];
  const directories = ["lib", "usr/lib"].flatMap((name) => libraryDirectories(join(rootfs, name)));
  return [loader, "--library-path", directories.join(":"), program];
}

function findLoader(rootfs: string): string | null {
  for (const directory of ["lib64", "lib"]) {
    const name = list(join(rootfs, directory)).find((entry) => /^ld-(linux|musl)/.test(entry));
    if (name) return join(rootfs, directory, name);
  }
  return null;
}

function libraryDirectories(directory: string): string[] {
  return [
    directory,
    ...list(directory)
      .filter((name) => name.includes("-linux-"))
      .map((name) => join(directory, name)),
  ];
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
