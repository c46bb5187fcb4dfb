import { chmodSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { stalefs } from "../../lib/filesystems/stalefs.ts";
import { within } from "../../lib/host/deadline.ts";
import { startHelper } from "../../lib/host/helper-process.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { Client } from "./stalefs/fixtures/client.ts";
import { mount, skip } from "./stalefs/fixtures/mount.ts";
import { isMounted, serverOf } from "./stalefs/fixtures/server.ts";

t.test("detection says what it found, or why not and what to do", async (t) => {
  const detected = await stalefs.detect();
  if (detected.found) t.match(detected, { version: /^FUSE of Linux \d/, path: "/dev/fuse" });
  else t.match(detected, { reason: /\.$/, remedy: /./ });
});

t.test("it can be unmounted twice", { skip }, async (t) => {
  const { path, unmount } = await mount(t);
  t.ok(isMounted(path));
  await Promise.all([unmount(), unmount()]);
  t.notOk(isMounted(path));
  await unmount();
});

t.test("many mounts at once do not disturb each other", { skip }, async (t) => {
  const mounts = await Promise.all(Array.from({ length: 8 }, () => mount(t)));
  const calls = mounts.map(({ client, on }, index) =>
    client.call("writeFileSync", on("file"), String(index)),
  );
  t.same(
    await Promise.all(calls),
    mounts.map(() => undefined),
  );
  const contents = mounts.map(({ client, behind }) => client.call("readFileSync", behind("file"), "utf8"));
  t.same(
    await Promise.all(contents),
    mounts.map((_, index) => String(index)),
  );
});

t.test("when the server was killed, faults say so and unmount clears up", { skip }, async (t) => {
  const { path, faults, unmount, client } = await mount(t);
  process.kill(serverOf(path), "SIGKILL");
  t.equal(await client.call("readdirSync", path), "ENOTCONN");
  await t.rejects(faults.stall("log"), { code: "STALEFS_GONE", message: /SIGKILL/ });
  await t.rejects(faults.clear("log"), { code: "STALEFS_GONE" });
  t.ok(isMounted(path), "nobody has unmounted it");
  await unmount();
  t.notOk(isMounted(path));
});

t.test("a mount that fails leaves nothing and says why", { skip }, async (t) => {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o700); // Nobody else may go in.
  const namespace = await openMountNamespace();
  const nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"];
  const failing = stalefs.mount({ directory, namespace: { ...namespace, enter: nobody } });
  await t.rejects(failing, { code: "FAILED", message: /EACCES.*\.$/ });
  t.ok(existsSync(directory));
  const nowhere = stalefs.mount({
    directory: temporaryDirectory(t),
    namespace: { ...namespace, enter: ["/nonexistent"] },
  });
  await t.rejects(nowhere, { code: "SPAWN", message: /ENOENT/ });
});

t.test(
  "it mounts inside a namespace, and the directory behind it is reached from outside",
  { skip },
  async (t) => {
    const holder = await startHelper(
      "test namespace",
      ["unshare", "--user", "--map-root-user", "--mount", "--"],
      "echo ready >&2; read -r _",
    );
    t.teardown(() => holder.close());
    const enter = [
      "nsenter",
      "--target",
      String(holder.pid),
      "--user",
      "--mount",
      "--preserve-credentials",
      "--",
    ];
    const namespace = { enter, reach: (path: string) => path, close: () => holder.close() };
    const { path, serverPath, faults, unmount } = await stalefs.mount({
      directory: temporaryDirectory(t),
      namespace,
    });
    t.teardown(unmount);
    t.notOk(isMounted(path));
    const client = new Client(enter);
    t.teardown(() => client.close());
    const descriptor = await client.call("openSync", join(path, "log"), "a");
    await faults?.answer("log", ["write"], "EDQUOT");
    t.equal(await client.call("writeSync", descriptor, "x"), "EDQUOT");
    rmSync(join(serverPath, "log"));
    t.equal(await client.call("fstatSync", descriptor), "ESTALE");
    await unmount();
    t.equal(await client.call("fstatSync", descriptor), "ENOTCONN");
  },
);

t.test("a mount that fails is not waited for where somebody else holds its server's pipes", async (t) => {
  process.env.FD012_DEADLINE_FACTOR = "0.05";
  t.teardown(() => {
    delete process.env.FD012_DEADLINE_FACTOR;
  });
  const enter = ["sh", "-c", 'case "$*" in *--mount*) sleep 20 & wait ;; esac', "sh"];
  const failing = stalefs.mount({
    directory: temporaryDirectory(t),
    namespace: { enter, reach: (path) => path, close: async () => {} },
  });
  await t.rejects(within(failing, 10_000, "its end"), {
    code: "DEADLINE",
    message: /^the mount of stalefs did not happen/,
  });
});
