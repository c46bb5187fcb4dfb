import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { ext4 } from "../../lib/filesystems/ext4.ts";
import { keepsInodeFlags } from "../../lib/filesystems/inode-flags.ts";
import { local } from "../../lib/filesystems/local.ts";
import { tmpfs } from "../../lib/filesystems/tmpfs.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { loopsOf } from "./fixtures/loops.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

t.test("read-only, it refuses who has a file open too", needs("root", "ext4"), async (t) => {
  const directory = temporaryDirectory(t);
  const { path, turnReadOnly, unmount } = await ext4.mount({
    directory,
    namespace: await openMountNamespace(),
  });
  t.teardown(unmount);
  const fd = openSync(join(path, "log"), "a");
  t.teardown(() => closeSync(fd));
  writeSync(fd, "before");
  await turnReadOnly?.();
  t.throws(() => writeSync(fd, "after"), { code: "EROFS" });
  t.throws(() => writeFileSync(join(path, "other"), ""), { code: "EROFS" });
});

t.test("whether flags are kept is found by trying, and leaves nothing", needs("root", "ext4"), async (t) => {
  const namespace = await openMountNamespace();
  t.equal(await keepsInodeFlags(ext4, namespace), true);
  const nothing = { ...local, byHand: () => ({ mount: "server=/proc/self", unmount: "" }) };
  t.equal(await keepsInodeFlags(nothing, namespace), false);
  t.equal(typeof (await keepsInodeFlags(tmpfs, namespace)), "boolean");
  t.same(loopsOf(process.env.TMPDIR as string), []);
  const forbidden = { ...namespace, enter: ["setpriv", "--bounding-set", "-linux_immutable", "--"] };
  t.equal(await keepsInodeFlags(ext4, forbidden), false, "without CAP_LINUX_IMMUTABLE");
});

t.test("by hand a shell does the same", needs("root", "ext4"), async (t) => {
  const mount = join(temporaryDirectory(t), "it's");
  mkdirSync(mount);
  const byHand = ext4.byHand(mount);
  const script = `set -e; ${byHand.mount}; stat -f -c %T "$server"; ${byHand.unmount}`;
  t.equal(execFileSync("sh", ["-c", script], { encoding: "utf8" }), "ext2/ext3\n");
  t.same(loopsOf(mount), []);
});
