import { tmpdir } from "node:os";
import { join } from "node:path";
import setFlags from "../host/inode-flags.pl";
import type { MountNamespace } from "../host/namespace.ts";
import type { Filesystem } from "./filesystem.ts";
import { mountCommand } from "./mount-command.ts";

/**
 * Whether a file there can be made immutable, found by doing it: kernels before 6.1 keep no flags on tmpfs, and without CAP_LINUX_IMMUTABLE nobody
 * sets this one. It is done in a mount namespace that ends with it, and with which all that was mounted goes.
 */
export async function keepsInodeFlags({ byHand }: Filesystem, namespace: MountNamespace): Promise<boolean> {
  const place = tmpdir();
  const words = ["unshare", "--mount", "--propagation", "private", "--", "sh", "-c"];
  const script = `set -e
mount -t tmpfs tmpfs "$1"
mkdir "$1/mount"
${byHand(join(place, "mount")).mount}
: >"$server/file"
perl -e "$2" + <"$server/file"
perl -e "$2" - <"$server/file"`;
  return await mountCommand(namespace, [...words, script, "fd012-inode-flags", place, setFlags]).then(
    () => true,
    () => false,
  );
}
