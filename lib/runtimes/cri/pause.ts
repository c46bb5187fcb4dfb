import { mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { MachineError } from "../../errors.ts";
import { findProgram } from "../../host/programs.ts";
import { writeArchive } from "../../images/archive.ts";
import { libraryClosure } from "../../images/closure.ts";
import { assembleRootfs } from "../../images/rootfs.ts";

export const PAUSE_REFERENCE = "localhost/fd012/pause:sleep";

/**
 * Writes the archive of the image that holds a pod: the machine's own sleep(1) with its libraries, so that no compiler is asked for.
 * @param environment of its process, by which `fd012 clean` finds it: a runtime that is killed leaves it running
 * @throws MachineError `NO_SLEEP`
 */
export function makePause(tar: string, environment: Readonly<Record<string, string>>): void {
  const sleep = findProgram("sleep");
  if (!sleep)
    throw new MachineError("NO_SLEEP", "There is no sleep on this machine to make a pause image of.");
  const directory = mkdtempSync(join(dirname(tar), "pause-"));
  try {
    const libraries = libraryClosure(sleep).map((path): [string, string] => [path, path]);
    assembleRootfs(directory, new Map([["/bin/sleep", sleep], ...libraries]), "that of sleep");
    writeArchive(tar, join(directory, "rootfs"), PAUSE_REFERENCE, {
      Entrypoint: ["/bin/sleep", "infinity"],
      Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
