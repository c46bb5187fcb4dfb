import { execFileSync } from "node:child_process";
import { readlinkSync, statSync } from "node:fs";
import t from "tap";
import { Client } from "../fixtures/client.ts";
import { mount, skip } from "../fixtures/mount.ts";

t.test("directories, links, symbolic links and FIFOs", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  t.equal(await client.call("mkdirSync", on("directory"), 0o700), undefined);
  t.equal(statSync(behind("directory")).mode & 0o7777, 0o700);
  t.equal(await client.call("mkdirSync", on("directory")), "EEXIST");
  t.equal(await client.call("writeFileSync", on("directory/file"), "content"), undefined);
  t.equal(await client.call("linkSync", on("directory/file"), on("link")), undefined);
  t.equal((await client.call("statSync", on("link"))).nlink, 2);
  t.equal(await client.call("symlinkSync", "directory/file", on("symbolic")), undefined);
  t.equal(await client.call("readlinkSync", on("symbolic")), "directory/file");
  t.equal(await client.call("readFileSync", on("symbolic"), "utf8"), "content");
  t.equal(readlinkSync(behind("symbolic")), "directory/file");
  execFileSync("mkfifo", ["-m", "620", on("fifo")]);
  t.ok(statSync(behind("fifo")).isFIFO());
  t.equal((await client.call("statSync", on("fifo"))).mode & 0o7777, 0o620);
});

t.test("names need not be UTF-8, or short", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  execFileSync("sh", ["-c", `printf x > "$1/$(printf '\\377\\n')"`, "sh", on("")]);
  t.equal(
    execFileSync("sh", ["-c", `cat "$1/$(printf '\\377\\n')"`, "sh", behind("")], { encoding: "utf8" }),
    "x",
  );
  t.equal(await client.call("writeFileSync", on("ü".repeat(127)), ""), undefined);
  t.equal(await client.call("writeFileSync", on("n".repeat(256)), ""), "ENAMETOOLONG");
});

t.test("a new file is its creator's, and the kernel checks permissions", { skip }, async (t) => {
  const { client, on, path } = await mount(t);
  await client.call("chmodSync", path, 0o1777);
  execFileSync("chmod", ["755", `${path}/..`]);
  const nobody = new Client(["setpriv", "--reuid", "65534", "--regid", "65533", "--clear-groups", "--"]);
  t.teardown(() => nobody.close());
  await nobody.call("writeFileSync", on("theirs"), "", { mode: 0o600 });
  t.match(await client.call("statSync", on("theirs")), { uid: 65534, gid: 65533 });
  await client.call("writeFileSync", on("ours"), "", { mode: 0o600 });
  t.equal(await nobody.call("readFileSync", on("ours")), "EACCES");
  t.equal(await nobody.call("chmodSync", on("ours"), 0o666), "EPERM");
  await client.call("chownSync", on("ours"), 65534, 65534);
  t.equal(await nobody.call("readFileSync", on("ours"), "utf8"), "");
});
