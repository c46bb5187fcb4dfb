import { closeSync, existsSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import t, { type Test } from "tap";
import { ext4 } from "../../lib/filesystems/ext4.ts";
import type { Mounted } from "../../lib/filesystems/filesystem.ts";
import { detectImage, mountImage } from "../../lib/filesystems/image.ts";
import { quota } from "../../lib/filesystems/quota.ts";
import { cleanUp } from "../../lib/host/clean-up.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { deadOwner, runDirectory } from "../host/fixtures/dead-run.ts";
import { needs } from "../requirement.ts";
import { loopsOf } from "./fixtures/loops.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const both = [
  [ext4, needs("root", "ext4")],
  [quota, needs("root", "btrfs")],
] as const;

async function mounted(t: Test, filesystem: typeof ext4): Promise<{ directory: string } & Mounted> {
  const directory = temporaryDirectory(t);
  const mounted = await filesystem.mount({ directory, namespace: await openMountNamespace() });
  t.teardown(() => mounted.unmount());
  return { directory, ...mounted };
}

for (const [filesystem, needed] of both) {
  const { name } = filesystem;

  t.test(`${name}: it is used, and its loop device is given back with its mount`, needed, async (t) => {
    t.match(await filesystem.detect(), { found: true });
    const { directory, path, serverPath, unmount } = await mounted(t, filesystem);
    writeFileSync(join(serverPath, "log"), "x");
    t.ok(existsSync(join(path, "log")));
    t.equal(loopsOf(directory).length, 1);
    await unmount();
    await unmount();
    t.same(readdirSync(path), []);
    await eventually("the loop device is free", () => loopsOf(directory).length === 0);
  });

  t.test(`${name}: unmounted while a file is open, it goes when that is closed`, needed, async (t) => {
    const { directory, path, unmount } = await mounted(t, filesystem);
    const fd = openSync(join(path, "log"), "a");
    await unmount();
    t.equal(writeSync(fd, "x"), 1);
    t.equal(loopsOf(directory).length, 1);
    closeSync(fd);
    await eventually("the loop device is free", () => loopsOf(directory).length === 0);
  });

  t.test(`${name}: clean takes that of a run that was killed`, needed, async (t) => {
    const run = runDirectory(deadOwner);
    const directory = join(run, "volume");
    mkdirSync(directory);
    const { path, unmount } = await filesystem.mount({ directory, namespace: await openMountNamespace() });
    t.teardown(() => unmount().catch(() => {}));
    t.same(await cleanUp(), { removed: [`mount ${path}`, `directory ${run}`], problems: [] });
    await eventually("the loop device is free", () => loopsOf(dirname(path)).length === 0);
  });
}

const strange = {
  type: "no-such",
  mebibytes: 1,
  make: ["true"],
  options: "rw",
  programs: [],
  package: "none",
};

t.test("what is missing is said, with what brings it", needs("root", "ext4"), async (t) => {
  t.match(detectImage(strange), { found: false, reason: /^this kernel has no no-such / });
  t.match(detectImage({ ...strange, type: "ext4", programs: ["no-such-mkfs"] }), {
    ...{ found: false, reason: "there is no no-such-mkfs", remedy: "apt-get install none" },
  });
});

t.test("a mount that is refused says why, and leaves no loop device", needs("root"), async (t) => {
  const directory = temporaryDirectory(t);
  const refused = mountImage({ directory, namespace: await openMountNamespace() }, strange);
  await t.rejects(refused, { code: "MOUNT", message: /^mount -t no-such .* failed: / });
  t.same(loopsOf(directory), []);
});
