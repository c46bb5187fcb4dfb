import { renameSync, rmSync, writeFileSync } from "node:fs";
import t from "tap";
import { mount, skip } from "./fixtures/mount.ts";

t.test("a fault answers the operations it names, and no others", { skip }, async (t) => {
  const { client, on, faults } = await mount(t);
  const descriptor = await client.call("openSync", on("log"), "a+");
  await faults.answer("log", ["write", "read"], "ENOSPC");
  t.equal(await client.call("writeSync", descriptor, "x"), "ENOSPC");
  t.equal(await client.call("readSync", descriptor, 1, 0), "ENOSPC");
  t.equal((await client.call("fstatSync", descriptor)).size, 0);
  await faults.answer("log", ["write"], "EDQUOT");
  t.equal(await client.call("writeSync", descriptor, "x"), "EDQUOT", "the last errno counts");
  t.equal(await client.call("readSync", descriptor, 1, 0), "ENOSPC");
  await faults.clear("log");
  t.equal(await client.call("writeSync", descriptor, "x"), 1);
});

t.test("every operation can be answered", { skip }, async (t) => {
  const { client, on, faults } = await mount(t);
  const descriptor = await client.call("openSync", on("log"), "a+");
  const calls = {
    getattr: ["fstatSync", descriptor],
    setattr: ["fchmodSync", descriptor, 0o600],
    lookup: ["statSync", on("log")],
    open: ["openSync", on("log"), "r"],
    fsync: ["fsyncSync", descriptor],
    create: ["writeFileSync", on("new"), ""],
    flush: ["closeSync", descriptor],
  } as const;
  for (const [operation, call] of Object.entries(calls)) {
    const path = operation === "create" ? "new" : "log";
    await faults.answer(path, [operation as keyof typeof calls], "EROFS");
    t.equal(await client.call(...(call as unknown as ["fstatSync", number])), "EROFS", operation);
    await faults.clear(path);
  }
  t.equal(await client.call("writeFileSync", on("new"), ""), undefined);
});

t.test("the fault stays with the file: renamed, deleted through the mount, replaced", { skip }, async (t) => {
  const { client, on, behind, faults } = await mount(t);
  const descriptor = await client.call("openSync", on("log"), "a");
  await faults.answer("log", ["write"], "EIO");
  renameSync(behind("log"), behind("log.1"));
  t.equal(await client.call("writeSync", descriptor, "x"), "EIO", "renamed on the server");
  await client.call("unlinkSync", on("log.1"));
  t.equal(await client.call("writeSync", descriptor, "x"), "EIO", "silly-renamed");
  writeFileSync(behind("log"), "");
  const current = await client.call("openSync", on("log"), "a");
  t.equal(await client.call("writeSync", current, "x"), 1, "a new file is sound");
  await faults.clear("log");
  t.equal(await client.call("writeSync", descriptor, "x"), 1, "cleared by the path that it had");
});

t.test("a fault can be cleared by the path that the file has now", { skip }, async (t) => {
  const { client, on, behind, faults } = await mount(t);
  const descriptor = await client.call("openSync", on("log"), "a");
  await faults.answer("log", ["write"], "EIO");
  renameSync(behind("log"), behind("log.1"));
  await faults.clear("log.1");
  t.equal(await client.call("writeSync", descriptor, "x"), 1);
});

t.test("where there is no file yet the fault waits for it", { skip }, async (t) => {
  const { client, on, faults } = await mount(t);
  await client.call("mkdirSync", on("sub"));
  await faults.answer("sub/log", ["write"], "ENOSPC");
  const descriptor = await client.call("openSync", on("sub/log"), "a");
  t.equal(await client.call("writeSync", descriptor, "x"), "ENOSPC");
  await faults.answer("sub", ["create"], "EACCES");
  t.equal(
    await client.call("openSync", on("sub/other"), "a"),
    "EACCES",
    "a directory's create is of what is in it",
  );
});

t.test("what cannot be injected is refused with a reason", { skip }, async (t) => {
  const { faults } = await mount(t);
  await t.rejects(faults.answer("no/such", ["write"], "EIO"), { code: "FAULT_REFUSED", message: /ENOENT/ });
  await t.rejects(faults.stall("../outside"), { code: "FAULT_REFUSED", message: /EINVAL/ });
  await t.rejects(faults.answer("log", ["unlink" as "write"], "EIO"), {
    message: /unknown operation "unlink"/,
  });
  await t.rejects(faults.answer("log", ["write"], "EPERM" as "EIO"), { message: /unknown errno "EPERM"/ });
});

t.test("a stale file with a fault answers the fault, another operation ESTALE", { skip }, async (t) => {
  const { client, on, behind, faults } = await mount(t);
  const descriptor = await client.call("openSync", on("log"), "a");
  await faults.answer("log", ["write"], "EIO");
  rmSync(behind("log"));
  t.equal(await client.call("writeSync", descriptor, "x"), "EIO");
  t.equal(await client.call("fstatSync", descriptor), "ESTALE");
});
