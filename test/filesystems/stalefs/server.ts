import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import t from "tap";
import { packageRoot } from "../../../lib/package-root.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { Client } from "./fixtures/client.ts";
import { skip, startClient } from "./fixtures/mount.ts";
import { isMounted, run, type Server, startServer } from "./fixtures/server.ts";

const endings: Record<string, (server: Server) => unknown> = {
  "its stdin ends": ({ process }) => process.stdin?.end(),
  "it gets SIGTERM": ({ process }) => process.kill("SIGTERM"),
  "it gets SIGINT": ({ process }) => process.kill("SIGINT"),
  "somebody else unmounts it": ({ path }) => execFileSync("umount", [path]),
};

for (const [how, end] of Object.entries(endings)) {
  t.test(`it unmounts and exits with 0 when ${how}`, { skip }, async (t) => {
    const server = startServer(t);
    t.same(await server.said(), { ready: true });
    t.ok(isMounted(server.path));
    end(server);
    t.equal(await server.ended(), 0);
    t.notOk(isMounted(server.path));
  });
}

t.test("it goes although files are open and requests are stuck", { skip }, async (t) => {
  const server = startServer(t);
  await server.said();
  const client = startClient(t);
  await client.call("openSync", join(server.path, "log"), "a");
  server.process.stdin?.write('{"id":7,"do":"stall","path":""}\n');
  t.same(await server.said(), { id: 7, ok: true });
  client.begin("statSync", join(server.path, "log"));
  server.process.stdin?.end();
  t.equal(await server.ended(), 0);
  t.notOk(isMounted(server.path));
  t.match(await client.ended(), /^(EIO|ENOTCONN|ECONNABORTED|ENOENT)$/);
});

t.test("it goes after a lazy unmount that left a file open", { skip }, async (t) => {
  const server = startServer(t);
  await server.said();
  const client = startClient(t);
  const descriptor = await client.call("openSync", join(server.path, "log"), "a");
  execFileSync("umount", ["-l", server.path]);
  t.equal(await client.call("writeSync", descriptor, "x"), 1, "it serves until the last close");
  server.process.stdin?.end();
  // Without fusectl on /sys/fs/fuse/connections only its death ends the connection.
  t.match(await server.ended(), /^(0|SIGKILL)$/);
  t.equal(await client.call("writeSync", descriptor, "x"), "ENOTCONN");
});

t.test("it goes when its parent is killed", { skip }, async (t) => {
  const directory = temporaryDirectory(t);
  const [path, backing] = [join(directory, "mount"), join(directory, "backing")];
  mkdirSync(path);
  mkdirSync(backing);
  const words = [join(packageRoot, "dist", "stalefs.js"), "--mount", path, "--backing", backing];
  const script = `require("node:child_process").spawn(process.execPath, ${JSON.stringify(words)}, {
    stdio: ["pipe", "inherit", "inherit"],
  })`;
  const parent = run(t, [process.execPath, "-e", script]);
  t.same(await parent.said(), { ready: true });
  t.ok(isMounted(path));
  parent.process.kill("SIGKILL");
  t.equal(await parent.ended(), "SIGKILL"); // The server has the same stdout: when that is closed, both have gone.
  t.notOk(isMounted(path));
});

t.test("it says why it cannot mount", { skip }, async (t) => {
  const missing = startServer(t, [], ["--device", "/nonexistent"]);
  t.match(await missing.said(), { ready: false, code: "NO_DEVICE", error: /nonexistent/ });
  t.equal(await missing.ended(), 3);
  const wrong = startServer(t, [], ["--device", "/dev/null"]);
  t.match(await wrong.said(), { ready: false, code: "MOUNT_FAILED", error: /^The mount was refused: / });
  t.equal(await wrong.ended(), 3);
});

t.test("it works without root in a user namespace", { skip }, async (t) => {
  const device = join(temporaryDirectory(t), "fuse");
  execFileSync("mknod", [device, "c", "10", "229"]);
  chmodSync(device, 0o666);
  chmodSync(dirname(device), 0o755);
  const nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"];
  const server = startServer(t, [...nobody, "unshare", "-Urm", "--"], ["--device", device]);
  t.same(await server.said(), { ready: true });
  t.notOk(isMounted(server.path), "not in our namespace");
  const enter = [
    "nsenter",
    "--target",
    String(server.process.pid),
    "--user",
    "--mount",
    "--preserve-credentials",
  ];
  const client = new Client([...nobody, ...enter, "--"]);
  t.teardown(() => client.close());
  const descriptor = await client.call("openSync", join(server.path, "log"), "a");
  t.equal(await client.call("writeSync", descriptor, "before"), 6);
  t.equal((await client.call("fstatSync", descriptor)).uid, 0, "its own root");
  t.equal(readFileSync(join(server.serverPath, "log"), "utf8"), "before");
  rmSync(join(server.serverPath, "log"));
  t.equal(await client.call("fstatSync", descriptor), "ESTALE");
  server.process.stdin?.end();
  t.equal(await server.ended(), 0);
});
