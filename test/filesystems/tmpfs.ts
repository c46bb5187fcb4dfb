import { execFileSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import t from "tap";
import { tmpfs } from "../../lib/filesystems/tmpfs.ts";
import { within } from "../../lib/host/deadline.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

const typeOf = (path: string) =>
  readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .findLast((fields) => fields[1] === path)?.[2];

t.test("it is mounted, used, and gone after it was unmounted, even twice", needs("root"), async (t) => {
  const directory = temporaryDirectory(t);
  const { path, serverPath, unmount } = await tmpfs.mount({
    directory,
    namespace: await openMountNamespace(),
  });
  t.teardown(unmount);
  t.equal(typeOf(path), "tmpfs");
  writeFileSync(join(serverPath, "log"), "x");
  t.ok(existsSync(join(path, "log")));
  await unmount();
  await unmount();
  t.equal(typeOf(path), undefined);
});

t.test("it can be unmounted while a file is open on it", needs("root"), async (t) => {
  const directory = temporaryDirectory(t);
  const { path, unmount } = await tmpfs.mount({ directory, namespace: await openMountNamespace() });
  const fd = openSync(join(path, "log"), "a");
  await unmount();
  t.equal(writeSync(fd, "x"), 1);
  closeSync(fd);
});

t.test("a mount(8) that takes no notice of SIGTERM is ended at its deadline", async (t) => {
  process.env.FD012_DEADLINE_FACTOR = "0.05";
  t.teardown(() => {
    delete process.env.FD012_DEADLINE_FACTOR;
  });
  const enter = ["sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"];
  const mounting = tmpfs.mount({
    directory: temporaryDirectory(t),
    namespace: { enter, reach: (path) => path, close: async () => {} },
  });
  await t.rejects(within(mounting, 10_000, "its end"), { code: "MOUNT" });
});

t.test("filled, it has no room for a single byte more", needs("root"), async (t) => {
  const directory = temporaryDirectory(t);
  const { serverPath, fill, unmount } = await tmpfs.mount({
    directory,
    namespace: await openMountNamespace(),
  });
  t.teardown(unmount);
  fill?.();
  t.throws(() => writeFileSync(join(serverPath, "log"), "x"), { code: "ENOSPC" });
});

t.test("what filled it can be taken away again", needs("root"), async (t) => {
  const { serverPath, fill, makeRoom, unmount } = await tmpfs.mount({
    directory: temporaryDirectory(t),
    namespace: await openMountNamespace(),
  });
  t.teardown(unmount);
  fill?.();
  makeRoom?.();
  writeFileSync(join(serverPath, "log"), "x");
  t.same(readdirSync(serverPath), ["log"]);
});

t.test("a mount that is refused says why", async (t) => {
  const namespace = { enter: ["false"], reach: (path: string) => path, close: async () => {} };
  const refused = tmpfs.mount({ directory: temporaryDirectory(t), namespace });
  await t.rejects(refused, { code: "MOUNT", exitCode: 3, message: /^mount -t tmpfs .* failed/ });
});

t.test("by hand a shell does the same", needs("root"), async (t) => {
  const mount = join(temporaryDirectory(t), "it's");
  mkdirSync(mount);
  const byHand = tmpfs.byHand(mount);
  const script = `set -e; ${byHand.mount}; stat -f -c %T "$server"; ${byHand.unmount}`;
  t.equal(execFileSync("sh", ["-c", script], { encoding: "utf8" }), "tmpfs\n");
  t.equal(typeOf(mount), undefined);
});
