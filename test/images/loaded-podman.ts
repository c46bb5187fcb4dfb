import "../fixtures/plain-children.ts";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { archiveOf } from "../../lib/images/archive.ts";
import { podmanStore } from "../../lib/images/loaded-podman.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

const need = needs("root", "podman");

/** A storage of the test's own, in memory and of that size. */
function storage(t: Test, size: string): void {
  const directory = temporaryDirectory(t);
  const root = join(directory, "storage");
  mkdirSync(root);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", root]);
  t.teardown(() => execFileSync("umount", ["--recursive", "--lazy", root]));
  const file = join(directory, "storage.conf");
  writeFileSync(file, `[storage]\ndriver = "vfs"\ngraphroot = "${root}/graph"\nrunroot = "${root}/run"\n`);
  process.env.CONTAINERS_STORAGE_CONF = file;
  t.teardown(() => delete process.env.CONTAINERS_STORAGE_CONF);
}

t.before(() => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

t.test("an image is there once it was loaded", need, async (t) => {
  storage(t, "400m");
  const archive = archiveOf(localNodeImage());
  t.equal(await podmanStore.has(archive.reference), false);
  await podmanStore.load(archive);
  t.equal(await podmanStore.has(archive.reference), true);
});

t.test("a full storage is told in one sentence", need, async (t) => {
  storage(t, "20m");
  const failure = await podmanStore.load(archiveOf(localNodeImage())).catch((error) => error);
  t.match(failure, {
    code: "IMAGE_STORE",
    exitCode: 3,
    message: /^podman could not take the image localhost\/fd012\/node:\S+: .*no space left on device/,
  });
  t.notMatch(failure.message, /\n/);
});

t.test("a storage that cannot be asked has not simply no such image", need, async (t) => {
  storage(t, "1m");
  writeFileSync(process.env.CONTAINERS_STORAGE_CONF as string, '[storage]\ndriver = "nosuch"\n');
  await t.rejects(podmanStore.has("localhost/fd012/node:x"), { code: "IMAGE_STORE" });
});
