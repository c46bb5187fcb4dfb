import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import t from "tap";
import { within } from "../../../lib/host/deadline.ts";
import { type Mount, mount, skip, startClient } from "./fixtures/mount.ts";

/** Makes a call that must block. */
async function block(mounted: Mount, ...call: Parameters<Mount["client"]["begin"]>): Promise<void> {
  mounted.client.begin(...call);
  await waitingForServer(mounted.client.process.pid as number);
}

/** Until the client sleeps in the kernel's FUSE client; nothing wakes us then, so that we look. */
async function waitingForServer(pid: number): Promise<void> {
  const looking = (async () => {
    while (!/^request_wait_answer|fuse/.test(readFileSync(`/proc/${pid}/wchan`, "utf8"))) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await within(looking, 5_000, "the client's blocking");
}

t.test("callers block, and go on when the fault is cleared", { skip }, async (t) => {
  const mounted = await mount(t);
  const { client, on, behind, faults } = mounted;
  const descriptor = await client.call("openSync", on("log"), "a");
  await faults.stall("log");
  await block(mounted, "writeSync", descriptor, "late");
  const other = startClient(t);
  t.equal(await other.call("writeFileSync", on("other"), "x"), undefined, "other files are served meanwhile");
  t.equal(readFileSync(behind("log"), "utf8"), "");
  await faults.clear("log");
  t.equal(await client.ended(), 4);
  t.equal(readFileSync(behind("log"), "utf8"), "late");
});

t.test("look-ups and descriptors block as well, close does not", { skip }, async (t) => {
  const mounted = await mount(t);
  const { client, on, faults } = mounted;
  const descriptor = await client.call("openSync", on("log"), "a");
  await faults.stall("log");
  t.equal(await client.call("fsyncSync", descriptor), undefined, "nothing is dirty");
  const other = startClient(t);
  other.begin("statSync", on("log"));
  await waitingForServer(other.process.pid as number);
  await block(mounted, "fstatSync", descriptor);
  await faults.clear("log");
  t.equal((await client.ended()).size, 0);
  t.equal((await other.ended()).size, 0);
  await faults.stall("log");
  t.equal(await client.call("closeSync", descriptor), undefined);
});

for (const signal of ["SIGKILL", "SIGTERM"] as const) {
  t.test(`a stalled caller without handlers ends by ${signal}`, { skip }, async (t) => {
    const { client, on, faults } = await mount(t);
    await client.call("writeFileSync", on("log"), "");
    await faults.stall("log");
    const cat = spawn("cat", [on("log")]);
    const ended = new Promise((resolve) => cat.once("close", (code, killedBy) => resolve(killedBy ?? code)));
    await waitingForServer(cat.pid as number);
    cat.kill(signal);
    t.equal(await within(ended, 5_000, "the end of the killed caller"), signal);
  });
}

t.test("a stalled mount stalls every file on it", { skip }, async (t) => {
  const mounted = await mount(t);
  const { client, on, faults } = mounted;
  const descriptor = await client.call("openSync", on("log"), "a");
  await faults.stall("");
  await block(mounted, "writeSync", descriptor, "x");
  await faults.clear("");
  t.equal(await client.ended(), 1);
});

t.test("a caught signal does not free it, the SIGKILL after it does", { skip }, async (t) => {
  const mounted = await mount(t);
  const { client, on, faults } = mounted;
  const descriptor = await client.call("openSync", on("log"), "a");
  await faults.stall("log");
  await block(mounted, "writeSync", descriptor, "x");
  client.process.kill("SIGTERM"); // node has a handler, which never gets to run: as on a hard mount.
  await faults.clear("other"); // A turn of the server's.
  await waitingForServer(client.process.pid as number);
  client.process.kill("SIGKILL");
  await within(client.gone, 5_000, "the end of the killed client");
  t.equal(client.process.signalCode, "SIGKILL");
});

t.test("unmounting frees who is stalled", { skip }, async (t) => {
  const mounted = await mount(t);
  const { client, on, faults, unmount } = mounted;
  const descriptor = await client.call("openSync", on("log"), "a");
  await faults.stall("log");
  await block(mounted, "writeSync", descriptor, "x");
  await unmount();
  t.equal(await client.ended(), "EIO");
  t.equal(await client.call("fstatSync", descriptor), "ENOTCONN");
});
