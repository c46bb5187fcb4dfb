import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { type Mount, mount, skip, startClient } from "./fixtures/mount.ts";

const SILLY = /^\.nfs[0-9a-f]{24}$/;

const deletions: Record<string, (mounted: Mount) => Promise<unknown>> = {
  unlink: ({ client, on }) => client.call("unlinkSync", on("log")),
  "rename over it": async ({ client, on }) => {
    await client.call("writeFileSync", on("new"), "");
    await client.call("renameSync", on("new"), on("log"));
    await client.call("unlinkSync", on("log"));
  },
};

for (const [how, remove] of Object.entries(deletions)) {
  t.test(
    `an open file deleted through the mount by ${how} lives until its last close`,
    { skip },
    async (t) => {
      const mounted = await mount(t);
      const { client, on, serverPath } = mounted;
      const descriptor = await client.call("openSync", on("log"), "a+");
      await remove(mounted);
      const [hidden, ...rest] = readdirSync(serverPath) as [string];
      t.match(hidden, SILLY);
      t.same(rest, []);
      t.equal(await client.call("existsSync", on("log")), false);
      t.equal((await client.call("fstatSync", descriptor)).nlink, 1);
      t.equal(await client.call("writeSync", descriptor, "after"), 5);
      t.equal(await client.call("readSync", descriptor, 5, 0), "after");
      t.equal(await client.call("ftruncateSync", descriptor, 2), undefined);
      t.equal(await client.call("fchmodSync", descriptor, 0o600), undefined);
      t.equal(await client.call("futimesSync", descriptor, 1, 1), undefined);
      const self = `/proc/${client.process.pid}/fd/${descriptor}`;
      const again = await client.call("openSync", self, "r");
      t.equal(readFileSync(join(serverPath, hidden), "utf8"), "af");
      t.equal(await client.call("unlinkSync", on(hidden)), "EBUSY", "its hidden name cannot be deleted");
      await client.call("closeSync", descriptor);
      t.equal((await client.call("fstatSync", again)).size, 2, "the other descriptor keeps it");
      await client.call("closeSync", again);
      // RELEASE comes after close(2) has returned; the answer to a later request tells that it was done.
      await client.call("writeFileSync", on("later"), "");
      t.same(readdirSync(serverPath), ["later"]);
    },
  );
}

t.test("a hidden file that the server deletes is stale", { skip }, async (t) => {
  const { client, on, behind, serverPath } = await mount(t);
  const descriptor = await client.call("openSync", on("log"), "a");
  await client.call("unlinkSync", on("log"));
  for (const name of readdirSync(serverPath)) rmSync(behind(name));
  t.equal(await client.call("fstatSync", descriptor), "ESTALE");
});

t.test("a file that nobody has open is deleted at once", { skip }, async (t) => {
  const { client, on, serverPath } = await mount(t);
  await client.call("writeFileSync", on("log"), "");
  await client.call("unlinkSync", on("log"));
  t.same(readdirSync(serverPath), []);
});

t.test("hidden files do not survive the mount", { skip }, async (t) => {
  const { client, on, serverPath, unmount } = await mount(t);
  await client.call("openSync", on("log"), "a");
  await client.call("unlinkSync", on("log"));
  await unmount();
  t.same(readdirSync(serverPath), []);
});

t.test("renaming one hard link of an open file over the other does nothing", { skip }, async (t) => {
  const { client, on, serverPath } = await mount(t);
  await client.call("openSync", on("a"), "a");
  await client.call("linkSync", on("a"), on("b"));
  await startClient(t).call("renameSync", on("a"), on("b"));
  t.same(readdirSync(serverPath), ["a", "b"]);
});
