import "../fixtures/plain-children.ts";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { deviceLinks, mountPoints } from "../../lib/images/image.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { images } from "../../lib/images/table.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

t.before(() => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

t.test("the image tells what runs in it", async (t) => {
  t.match(localNodeImage(), {
    name: `node:${process.versions.node}`,
    entrypoint: ["/usr/bin/node"],
    isNode: true,
    libc: /^(glibc \d+\.\d+|musl)$/,
    architecture: process.arch,
  });
});

t.test(
  "its root has mount points, the links that runtime-spec demands, and the workloads as they are",
  async (t) => {
    const { rootfs } = localNodeImage();
    for (const name of mountPoints) t.ok(statSync(join(rootfs, name)).isDirectory(), name);
    for (const [name, target] of Object.entries(deviceLinks))
      t.equal(readlinkSync(join(rootfs, "dev", name)), target);
    const sources = join(packageRoot, "images/node/workloads");
    for (const name of readdirSync(sources))
      t.same(readFileSync(join(rootfs, "workloads", name)), readFileSync(join(sources, name)), name);
  },
);

t.test("it is built once", async (t) => {
  const { rootfs } = localNodeImage();
  const { mtimeMs, ino } = statSync(rootfs);
  t.equal(localNodeImage().rootfs, rootfs);
  t.match(statSync(rootfs), { mtimeMs, ino });
});

t.test("node runs in it with nothing of the host's", needs("root"), async (t) => {
  const { rootfs } = localNodeImage();
  const words = [rootfs, "/usr/bin/node", "-p", "process.version"];
  t.equal(execFileSync("chroot", words, { encoding: "utf8" }).trim(), process.version);
});

t.test("every image of the table can be opened by its name", async (t) => {
  t.ok(existsSync(images.find(({ name }) => name === "node")?.open().rootfs ?? ""));
});
