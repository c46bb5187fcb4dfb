import { closeSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputOf } from "./programs.ts";
import { removeTree } from "./remove-tree.ts";
import { makeTemporaryDirectory } from "./temporary-directory.ts";

/** A character device that is what /dev/null is (null(4)): harmless, whatever is done to it. @throws Error where this user or machine makes none */
export async function makeNullDevice(path: string): Promise<void> {
  await outputOf(["mknod", "-m", "666", path, "c", "1", "3"]);
}

/** The same as /dev/full is (full(4)). */
export async function makeFullDevice(path: string): Promise<void> {
  await outputOf(["mknod", "-m", "666", path, "c", "1", "7"]);
}

/** Whether one can be made in the temporary directory, and opened there: not on a mount with `nodev`, nor without CAP_MKNOD. */
export async function makesDeviceNodes(): Promise<boolean> {
  const directory = makeTemporaryDirectory(tmpdir(), "fd012-new-");
  try {
    const path = join(directory, "null");
    await makeNullDevice(path);
    closeSync(openSync(path, "r"));
    return true;
  } catch {
    return false;
  } finally {
    removeTree(directory);
  }
}
