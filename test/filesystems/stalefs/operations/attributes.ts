import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import t from "tap";
import { mount, skip } from "../fixtures/mount.ts";

t.test("attributes are those of the backing file, to the nanosecond", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  await client.call("writeFileSync", on("file"), "content");
  const format = "%a %u %g %h %s %b %i %F %x %y %z";
  const seen = (path: string) => execFileSync("stat", ["-c", format, path], { encoding: "utf8" });
  t.equal(seen(on("file")), seen(behind("file")));
});

t.test("mode, owner, size and times can be set", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  await client.call("writeFileSync", on("file"), "content");
  await client.call("chmodSync", on("file"), 0o640);
  await client.call("chownSync", on("file"), 1, 2);
  await client.call("truncateSync", on("file"), 3);
  await client.call("utimesSync", on("file"), 1.5, 1234567890.25);
  t.match(statSync(behind("file")), { uid: 1, gid: 2, size: 3, atimeMs: 1500, mtimeMs: 1234567890250 });
  t.equal(statSync(behind("file")).mode & 0o7777, 0o640);
  t.match(await client.call("statSync", on("file")), { atimeMs: 1500, mtimeMs: 1234567890250 });
});

t.test("one of two times, and now", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  await client.call("writeFileSync", on("file"), "");
  execFileSync("touch", ["-a", "-d", "@1000", on("file")]);
  execFileSync("touch", ["-m", "-d", "@2000", on("file")]);
  t.match(statSync(behind("file")), { atimeMs: 1e6, mtimeMs: 2e6 });
  const before = Date.now();
  execFileSync("touch", [on("file")]);
  t.ok(statSync(behind("file")).mtimeMs >= before - 1);
});

t.test("a symbolic link's own owner and times", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  await client.call("symlinkSync", "nowhere", on("link"));
  t.equal(await client.call("lchownSync", on("link"), 1, 2), undefined);
  t.equal(await client.call("lutimesSync", on("link"), 1, 2), undefined);
  const seen = execFileSync("stat", ["-c", "%u %g %X %Y", behind("link")], { encoding: "utf8" });
  t.equal(seen, "1 2 1 2\n");
});

t.test("statfs tells of the backing file system", { skip }, async (t) => {
  const { client, path, serverPath } = await mount(t);
  const { blocks, bsize } = await client.call("statfsSync", path);
  const behind = await client.call("statfsSync", serverPath);
  t.equal(blocks * bsize, behind.blocks * behind.bsize);
});
