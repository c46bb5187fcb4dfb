import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { MachineError } from "../errors.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { removeTree } from "../host/remove-tree.ts";
import { quoted } from "../host/shell-words.ts";
import type { Teardown } from "../host/teardown.ts";
import type { Image } from "../images/image.ts";
import { oddRootScript, outsideMounts } from "../images/odd-roots.ts";
import { changedOutside, lookOutside } from "../images/outside.ts";
import type { ContainerSpec } from "../runtimes/runtime.ts";
import type { Case, Stage } from "./case.ts";

type Mounts = NonNullable<ContainerSpec["mounts"]>;

/** The image that a case starts, and what has changed outside of its root where links in that lead. */
export interface CaseRoot {
  readonly image: Image;
  /** What is mounted in the container for it. */
  readonly mounts: Mounts;
  /** A few words for each change; none where all is as it was made. */
  changed(): string[];
}

/**
 * The image's own root file system, which all cases share; or, of a claim that wants an odd one, a copy of the case's own, so that a runtime may write
 * what it will. @param name a file name that is unique in the run
 * @throws MachineError `ODD_ROOT`
 */
export function caseRoot(
  { image: own, test }: Case,
  { directory }: Pick<Stage, "directory">,
  teardown: Teardown,
  name: string,
): CaseRoot {
  const image = test.entrypoint ? { ...own, entrypoint: test.entrypoint } : own;
  if (!test.rootfs) return { image, mounts: [], changed: () => [] };
  const [root, outside] = [join(directory, `${name}.root`), join(directory, `${name}.outside`)];
  const words = { image: quoted(image.rootfs), root: quoted(root), outside: quoted(outside) };
  teardown.add("remove the odd root file system", async () => {
    for (const path of [root, outside]) removeTree(path);
  });
  make(oddRootScript(test.rootfs, words));
  const before = lookOutside(outside);
  return {
    image: { ...image, rootfs: root },
    mounts: outsideMounts(test.rootfs, outside),
    changed: () => changedOutside(before, lookOutside(outside)),
  };
}

function make(script: string): void {
  try {
    execFileSync("sh", ["-ec", script], { env: helperEnvironment, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: Buffer };
    const said = stderr?.toString().trim() || message;
    throw new MachineError("ODD_ROOT", `the odd root file system of the case cannot be made: ${said}`);
  }
}
