import { closeSync, openSync, statSync, unlinkSync, writeSync } from "node:fs";
import { constants } from "node:os";
import t, { type Test } from "tap";
import type { Fault } from "../../lib/faults/fault.ts";
import { immutable, quota as quotaUsedUp, readOnly } from "../../lib/faults/table.ts";
import { ext4 } from "../../lib/filesystems/ext4.ts";
import type { Filesystem } from "../../lib/filesystems/filesystem.ts";
import { quota } from "../../lib/filesystems/quota.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { CaseLog } from "../../lib/log/case-log.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { inflictOn } from "./fixtures/inflict-on.ts";

/** A log on a file system that was mounted for it alone, and a descriptor of each of its files as PID 1 has them. */
async function logOn(t: Test, filesystem: Filesystem) {
  const namespace = await openMountNamespace();
  const mounted = await filesystem.mount({ directory: temporaryDirectory(t), namespace });
  const log = new CaseLog(mounted, namespace, "case", temporaryDirectory(t));
  log.create();
  const held = Object.values(log.paths).map((path) => openSync(path, "a"));
  t.teardown(async () => {
    for (const fd of held) closeSync(fd);
    log.remove();
    await mounted.unmount();
  });
  return { log, held };
}

const refusals: [Fault, Filesystem, keyof typeof constants.errno, ReturnType<typeof needs>][] = [
  [immutable, ext4, "EPERM", needs("root", "ext4", "perl")],
  [readOnly, ext4, "EROFS", needs("root", "ext4")],
  [quotaUsedUp, quota, "EDQUOT", needs("root", "btrfs")],
];

for (const [fault, filesystem, errno, needed] of refusals) {
  t.test(`${fault.name}: a write to what is open already fails with ${errno}`, needed, async (t) => {
    const { log, held } = await logOn(t, filesystem);
    for (const fd of held) t.equal(writeSync(fd, "before"), 6);
    const undo = await inflictOn(log, fault);
    for (const fd of held)
      t.equal(
        refusedWith(() => writeSync(fd, "after")),
        constants.errno[errno],
      );
    await undo();
    if (fault === readOnly) return;
    for (const fd of held) t.equal(writeSync(fd, "after"), 5, "it was undone");
  });
}

t.test("read-only: once it is undone nothing of it is in the way", needs("root", "ext4"), async (t) => {
  const { log, held } = await logOn(t, ext4);
  await (await inflictOn(log, readOnly))();
  t.throws(() => statSync(log.paths.stdout), { code: "ENOENT" });
  for (const fd of held)
    t.equal(
      refusedWith(() => writeSync(fd, "after")),
      constants.errno.EROFS,
    );
});

t.test("immutable: nobody may remove it, until it is undone", needs("root", "ext4", "perl"), async (t) => {
  const { log } = await logOn(t, ext4);
  const undo = await inflictOn(log, immutable);
  t.throws(() => unlinkSync(log.paths.stdout), { code: "EPERM" });
  await undo();
  unlinkSync(log.paths.stdout);
});

// Node has no name for EDQUOT.
function refusedWith(act: () => unknown): number | null {
  try {
    act();
    return null;
  } catch (error) {
    return -((error as NodeJS.ErrnoException).errno ?? 0);
  }
}
