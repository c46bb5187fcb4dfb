import "../fixtures/plain-children.ts";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { deviceLinks, mountPoints } from "../../lib/images/image.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
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

t.test(
  "how PID 1 dies of a stale log depends on node and on libc",
  needs("root", "fuse", "registry", "debian-mirror"),
  async (t) => {
    const place = new Place(t);
    const out = join(place.directory, "report");
    const images = ["node:10", "node:12", "node:24", "node:20@libc=2.41"].flatMap((name) => [
      "--image",
      name,
    ]);
    const selection = ["--runtime", "unshare", "--strategy", "direct-file", "--filesystem", "stalefs"];
    const words = ["run", "stale-log/exit-after/natural", ...selection, ...images, "--out", out];
    t.match(await place.run(t, ...words), { code: 0 });
    const { cases } = await readRun(out);
    const ends = Object.fromEntries(
      cases.map(({ image, outcome }) => [image.replace(/\.\d+\.\d+/, ""), outcome]),
    );
    t.same(ends, {
      "node:10": "exit 0 · lost 0", // Its ResetStdio did not look yet.
      "node:12": "signal SIGSEGV · stale-abort · lost 0", // No handler for SIGSEGV yet.
      "node:24": "exit 127 · stale-abort · lost 0",
      "node:20@libc=2.41": "signal SIGSEGV · stale-abort · lost 0", // BZ 26275: abort(3) was rewritten.
    });
  },
);
